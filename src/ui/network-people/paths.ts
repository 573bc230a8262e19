/** Where those one follows, and those who follow one, are listed. */

export const followingPath = '/me/following'
export const followersPath = `${followingPath}?show=followers`
