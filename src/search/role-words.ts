/**
 * What people call each role of the vocabulary. Per role: English; German; French; Spanish; Portuguese; Italian; Dutch;
 * Polish. Ids are those of the profile format, as plain text, because nothing here may know the app.
 */
const words: Readonly<Record<string, string>> = {
  actor:
    'actor, actress, performer; Schauspieler, Schauspielerin, Darsteller, Darstellerin; acteur, actrice, comédien, comédienne; actriz, intérprete; ator, atriz; attore, attrice; acteur, actrice; aktor, aktorka',
  animator:
    'animator, animation artist, motion designer; Trickfilmer, Trickfilmerin, Animatorin; animateur, animatrice; animador, animadora; animador, animadora; animatore, animatrice; animator; animator, animatorka',
  'art-director':
    'art director; Art-Direktor, künstlerischer Leiter; directeur artistique, directrice artistique; director de arte, directora de arte; diretor de arte, diretora de arte; direttore artistico, direttrice artistica, art director; artdirector, artistiek leider; dyrektor artystyczny, dyrektorka artystyczna',
  artist:
    'artist, visual artist, fine artist; Künstler, Künstlerin, bildende Künstlerin; artiste, plasticien, plasticienne; artista, artista plástico; artista, artista plástica; artista visivo; kunstenaar, kunstenares; artysta, artystka, plastyk',
  'assistant-director':
    'assistant director, first assistant director, AD; Regieassistent, Regieassistentin, Regieassistenz; assistant réalisateur, assistante réalisatrice; ayudante de dirección, asistente de dirección; assistente de realização, assistente de direção; aiuto regista, assistente alla regia; regieassistent, opnameleider; asystent reżysera, drugi reżyser',
  'boom-operator':
    'boom operator; Tonangler, Tonanglerin, Tonassistent; perchman, perchiste, assistant son; microfonista, pertiguista; perchista, operador de boom; microfonista, fonico di presa diretta; hengelaar, boomoperator; mikrofoniarz, tyczkarz',
  'camera-assistant':
    'camera assistant, clapper loader, second assistant camera, AC; Kameraassistent, Kameraassistentin, Materialassistent; assistant caméra, assistante caméra; ayudante de cámara, auxiliar de cámara; assistente de câmara, assistente de câmera; assistente operatore, assistente alla camera; camera-assistent; asystent operatora, asystentka operatora',
  'camera-operator':
    'camera operator, cameraman, camerawoman, videographer; Kameramann, Kamerafrau, Kameraoperateur, Videograf; cadreur, cadreuse, caméraman, opérateur de prise de vue; operador de cámara, operadora de cámara, camarógrafo, camarógrafa, cámara; operador de câmara, operadora de câmara, operador de câmera, cinegrafista; operatore di ripresa, cineoperatore, cameraman, operatore; cameraman, cameravrouw, cameraoperator; operator kamery, kamerzysta, kamerzystka, szwenkier',
  'casting-director':
    'casting director; Casting Director, Besetzungschef, Casterin; directeur de casting, directrice de casting; director de casting, directora de casting; diretor de elenco, diretora de casting; direttore casting, responsabile casting; castingdirector; reżyser obsady, reżyserka obsady',
  choreographer:
    'choreographer; Choreograf, Choreografin, Choreograph; chorégraphe; coreógrafo, coreógrafa; coreógrafo, coreógrafa; coreografo, coreografa; choreograaf; choreograf, choreografka',
  cinematographer:
    'cinematographer, director of photography, DoP, DP; Bildgestalter, Bildgestalterin, Kameramann, Kamerafrau; directeur de la photographie, directrice de la photographie, chef opérateur, cheffe opératrice; director de fotografía, directora de fotografía, cinematógrafo; diretor de fotografia, diretora de fotografia; direttore della fotografia, direttrice della fotografia; cinematograaf, director of photography, cameraman; operator obrazu, autor zdjęć, autorka zdjęć, operator filmowy',
  colourist:
    'colourist, colorist, colour grader, grader; Kolorist, Koloristin, Coloristin, Farbkorrektur; étalonneur, étalonneuse, coloriste; colorista, etalonador; colorista; colorista, color correction; colorist; kolorysta, kolorystka',
  composer:
    'composer, film composer; Komponist, Komponistin, Filmkomponist; compositeur, compositrice; compositor, compositora; compositor, compositora; compositore, compositrice; componist, componiste; kompozytor, kompozytorka',
  'costume-designer':
    'costume designer, costumier, wardrobe; Kostümbildner, Kostümbildnerin; costumier, costumière, créateur de costumes; figurinista, diseñador de vestuario, diseñadora de vestuario, vestuarista; figurinista, guarda-roupa; costumista; kostuumontwerper, kostuumontwerpster; kostiumograf, kostiumografka',
  curator:
    'curator; Kurator, Kuratorin; commissaire d’exposition, conservateur, conservatrice, curateur; comisario, comisaria, curador, curadora; curador, curadora; curatore, curatrice; curator, tentoonstellingsmaker; kurator, kuratorka',
  dancer:
    'dancer; Tänzer, Tänzerin; danseur, danseuse; bailarín, bailarina; bailarino, bailarina, dançarino, dançarina; ballerino, ballerina, danzatore, danzatrice; danser, danseres; tancerz, tancerka',
  director:
    'director, film director, film-maker; Regisseur, Regisseurin, Regie, Filmemacher, Filmemacherin; réalisateur, réalisatrice, metteur en scène, cinéaste; director de cine, directora de cine, realizador, realizadora, cineasta; realizador, realizadora, diretor, diretora, cineasta; regista; regisseur, filmmaker; reżyser, reżyserka',
  'documentary-maker':
    'documentary maker, documentarian, documentary director; Dokumentarfilmer, Dokumentarfilmerin; documentariste; documentalista; documentarista; documentarista; documentairemaker, documentairemaakster; dokumentalista, dokumentalistka',
  'drone-operator':
    'drone operator, drone pilot, aerial camera; Drohnenpilot, Drohnenpilotin, Luftaufnahmen; pilote de drone, télépilote; operador de dron, piloto de dron; operador de drone, piloto de drone; operatore di drone, pilota di droni; dronepiloot, droneoperator; operator drona, pilot drona',
  editor:
    'editor, film editor, video editor, picture editor; Cutter, Cutterin, Filmeditor, Editorin, Schnitt; monteur, monteuse, chef monteur, cheffe monteuse; montador, montadora, editor de vídeo; montador, montadora, editor, editora; montatore, montatrice; editor, monteur, filmmonteur; montażysta, montażystka',
  'focus-puller':
    'focus puller, first assistant camera, first AC; Schärfenzieher, Schärfenzieherin, Erster Kameraassistent; pointeur, pointeuse, premier assistant caméra; foquista, primer ayudante de cámara; foquista, primeiro assistente de câmara; fuochista, assistente operatore; focuspuller; ostrzyciel, ostrzycielka',
  gaffer:
    'gaffer, chief lighting technician; Oberbeleuchter, Oberbeleuchterin; chef électricien, cheffe électricienne, chef électro; jefe de eléctricos, gaffer; chefe eletricista, gaffer; capo elettricista; gaffer, hoofdbelichter; mistrz oświetlenia, gaffer',
  'graphic-designer':
    'graphic designer; Grafiker, Grafikerin, Grafikdesigner, Grafikdesignerin; graphiste, designer graphique; diseñador gráfico, diseñadora gráfica; designer gráfico, designer gráfica; grafico, grafica, designer grafico; grafisch ontwerper, vormgever; grafik, graficzka, projektant graficzny',
  grip: 'grip, key grip, dolly grip; Kamerabühne, Bühnenmann, Grip; machiniste, chef machiniste, cheffe machiniste; maquinista, jefe de maquinistas; maquinista, chefe maquinista; macchinista, capo macchinista; grip, machinist; grip, wózkarz, maszynista planu',
  illustrator:
    'illustrator; Illustrator, Illustratorin, Zeichner, Zeichnerin; illustrateur, illustratrice, dessinateur, dessinatrice; ilustrador, ilustradora, dibujante; ilustrador, ilustradora, desenhador; illustratore, illustratrice, disegnatore; illustrator, illustratrice, tekenaar; ilustrator, ilustratorka, rysownik',
  'lighting-technician':
    'lighting technician, spark, electrician, lighting; Beleuchter, Beleuchterin, Lichttechniker, Lichttechnikerin; électricien, électricienne, éclairagiste, électro; técnico de iluminación, iluminador, iluminadora, eléctrico; técnico de iluminação, iluminador, eletricista; tecnico delle luci, elettricista; belichter, lichttechnicus; oświetleniowiec, technik oświetlenia',
  'location-manager':
    'location manager, location scout; Motivaufnahmeleiter, Motivaufnahmeleiterin, Locationscout; régisseur général, repéreur, repéreuse, responsable des lieux de tournage; jefe de localizaciones, localizador, localizadora; chefe de locais, produtor de locações; location manager, responsabile delle location; locatiemanager, locatiescout; kierownik lokacji, łowca lokacji',
  'make-up-artist':
    'make-up artist, makeup, hair and make-up, MUA; Maskenbildner, Maskenbildnerin, Visagist, Visagistin; maquilleur, maquilleuse; maquillador, maquilladora; maquilhador, maquilhadora, maquiador, maquiadora, caracterizador; truccatore, truccatrice; visagist, visagiste, grimeur; charakteryzator, charakteryzatorka, makijażysta, wizażystka',
  musician:
    'musician, instrumentalist; Musiker, Musikerin; musicien, musicienne; músico, música; músico, musicista; musicista; muzikant, muzikante, musicus; muzyk, instrumentalista',
  painter:
    'painter; Maler, Malerin, Kunstmaler; peintre; pintor, pintora; pintor, pintora; pittore, pittrice; schilder, kunstschilder, schilderes; malarz, malarka',
  'performance-artist':
    'performance artist, live artist; Performancekünstler, Performancekünstlerin; performeur, performeuse, artiste de performance; artista de performance, performer; artista de performance, performer; artista performativo, performer; performancekunstenaar, performer; performer, performerka, artysta performansu',
  photographer:
    'photographer; Fotograf, Fotografin, Photograph; photographe; fotógrafo, fotógrafa; fotógrafo, fotógrafa; fotografo, fotografa; fotograaf, fotografe; fotograf, fotografka',
  printmaker:
    'printmaker, engraver, etcher; Druckgrafiker, Druckgrafikerin, Radierer; graveur, graveuse, imprimeur d’art; grabador, grabadora; gravador, gravadora, gravurista; incisore, incisora; graficus, prentkunstenaar, etser; grafik warsztatowy, graficzka warsztatowa',
  producer:
    'producer, film producer, executive producer; Produzent, Produzentin, Filmproduzent; producteur, productrice; productor, productora; produtor, produtora; produttore, produttrice; producent, producente, filmproducent; producent, producentka',
  'production-designer':
    'production designer; Szenenbildner, Szenenbildnerin, Ausstatter; chef décorateur, cheffe décoratrice; diseñador de producción, diseñadora de producción; designer de produção, diretor de arte; scenografo, scenografa, production designer; production designer, productieontwerper; scenograf filmowy, scenografka filmowa',
  'production-manager':
    'production manager, line producer, unit production manager; Produktionsleiter, Produktionsleiterin, Herstellungsleiter; directeur de production, directrice de production; jefe de producción, jefa de producción, director de producción; diretor de produção, diretora de produção, chefe de produção; direttore di produzione, direttrice di produzione; productieleider, productiemanager; kierownik produkcji, kierowniczka produkcji',
  'props-maker':
    'props maker, prop master, props; Requisiteur, Requisiteurin, Requisitenbauer; accessoiriste; atrezzista, utilero, utilería; aderecista, adereços, contrarregra; attrezzista; rekwisiteur, rekwisietenmaker; rekwizytor, rekwizytorka',
  runner:
    'runner, production assistant, PA; Setrunner, Produktionsassistent, Produktionsassistentin, Set-Praktikant; assistant de production, assistante de production, runner; auxiliar de producción, meritorio, meritoria, runner; assistente de produção, estafeta; assistente di produzione, runner; productieassistent, runner; asystent produkcji, asystent planu, goniec',
  screenwriter:
    'screenwriter, scriptwriter, screenplay; Drehbuchautor, Drehbuchautorin; scénariste; guionista; argumentista, guionista, roteirista; sceneggiatore, sceneggiatrice; scenarist, scenarioschrijver, scenariste; scenarzysta, scenarzystka',
  'script-supervisor':
    'script supervisor, continuity; Script Continuity, Skript, Scriptgirl; scripte, script; script, supervisor de guion, continuista; anotador, anotadora, continuísta; segretaria di edizione, segretario di edizione; script-supervisor, scriptcontinuïteit; sekretarka planu, script, kontynuacja',
  sculptor:
    'sculptor; Bildhauer, Bildhauerin; sculpteur, sculptrice; escultor, escultora; escultor, escultora; scultore, scultrice; beeldhouwer, beeldhouwster; rzeźbiarz, rzeźbiarka',
  'set-designer':
    'set designer, set decorator, scenographer, stage designer; Bühnenbildner, Bühnenbildnerin, Set-Designer; décorateur, décoratrice, scénographe; escenógrafo, escenógrafa, decorador, decoradora; cenógrafo, cenógrafa; scenografo, scenografa, arredatore; decorontwerper, scenograaf; scenograf, scenografka, dekorator wnętrz',
  'sound-designer':
    'sound designer, sound editor; Sounddesigner, Sounddesignerin, Tongestalter; concepteur sonore, conceptrice sonore, monteur son; diseñador de sonido, diseñadora de sonido; designer de som, sonoplasta, desenhador de som; sound designer, progettista del suono, montatore del suono; geluidsontwerper, sounddesigner; projektant dźwięku, reżyser dźwięku, udźwiękowienie',
  'sound-recordist':
    'sound recordist, production sound mixer, sound mixer, sound; Tonmeister, Tonmeisterin, Tonmann, Tonfrau; ingénieur du son, ingénieure du son, preneur de son, preneuse de son; sonidista, técnico de sonido, técnica de sonido; operador de som, diretor de som, técnico de som; fonico, tecnico del suono; geluidsman, geluidsvrouw, geluidstechnicus; dźwiękowiec, operator dźwięku, realizator dźwięku',
  'stage-manager':
    'stage manager; Inspizient, Inspizientin, Bühnenmeister; régisseur plateau, régisseuse plateau, régisseur de scène; regidor, regidora, jefe de escenario; diretor de cena, diretora de cena; direttore di scena, direttrice di scena; toneelmeester, inspiciënt, voorstellingsleider; inspicjent, inspicjentka',
  'stills-photographer':
    'stills photographer, unit photographer, set photographer; Standfotograf, Standfotografin, Setfotograf; photographe de plateau; foto fija, fotógrafo de rodaje; fotógrafo de cena, fotógrafa de cena; fotografo di scena, fotografa di scena; setfotograaf, set-fotografe; fotosista, fotosistka, fotograf planu',
  'storyboard-artist':
    'storyboard artist, storyboarder; Storyboardzeichner, Storyboardzeichnerin, Storyboarder; storyboardeur, storyboardeuse; artista de storyboard, dibujante de storyboard; artista de storyboard, desenhador de storyboard; storyboard artist, disegnatore di storyboard; storyboardtekenaar; storyboardzysta, rysownik storyboardów',
  'stunt-performer':
    'stunt performer, stuntman, stuntwoman, stunts; Stuntfrau, Stuntman, Stuntperformer; cascadeur, cascadeuse; especialista de acción, doble de riesgo, especialista; duplo, dupla, duplo de ação, dublê; controfigura, stuntman, cascatore; stuntman, stuntvrouw; kaskader, kaskaderka',
  'textile-artist':
    'textile artist, weaver, fibre artist, fiber artist; Textilkünstler, Textilkünstlerin, Weber, Weberin; artiste textile, tisserand, tisserande; artista textil, tejedor, tejedora; artista têxtil, tecelão, tecelã; artista tessile, tessitore, tessitrice; textielkunstenaar, wever; artysta tkaniny, tkacz, tkaczka',
  'vfx-artist':
    'VFX artist, visual effects, compositor, CGI; visuelle Effekte, VFX-Künstler, VFX-Künstlerin; artiste VFX, effets visuels, truquiste; artista de efectos visuales, efectos visuales; artista de efeitos visuais, efeitos visuais; artista degli effetti visivi, effetti visivi; visuele effecten, VFX-artiest; artysta efektów, efekty wizualne, grafik efektów',
  'video-artist':
    'video artist, moving image artist, media artist; Videokünstler, Videokünstlerin, Medienkünstler; vidéaste, artiste vidéo; videoartista, artista de vídeo; videoartista, artista de vídeo; videoartista, artista video; videokunstenaar, videokunstenares; artysta wideo, wideoartysta',
  'voice-actor':
    'voice actor, voice-over, narrator, voice artist; Sprecher, Sprecherin, Synchronsprecher, Synchronsprecherin; comédien de doublage, comédienne de doublage, voix off; actor de voz, actriz de doblaje, locutor, locutora, actor de doblaje; ator de voz, dobrador, dublador, locutor, locutora; doppiatore, doppiatrice; stemacteur, stemactrice, voice-over; aktor głosowy, lektor, lektorka, aktor dubbingowy',
  writer:
    'writer, author, poet; Schriftsteller, Schriftstellerin, Autor, Autorin, Texter; écrivain, écrivaine, auteur, autrice; escritor, escritora, autor, autora; escritor, escritora, autor, autora; scrittore, scrittrice, autore, autrice; schrijver, schrijfster, auteur; pisarz, pisarka, autor, autorka',
}

const parts = (text: string): readonly string[] =>
  text
    .split(/[,;]/u)
    .map(part => part.trim())
    .filter(part => part !== '')

const wordsById: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(words).map(([id, text]) => [id, [...new Set(parts(text))]]),
)

/** Ids in no order that means anything. */
export const roleIdsWithWords: readonly string[] = [...wordsById.keys()]

/** What people call this role, the English name first; nothing for an id of no known role. */
export const roleWordsOf = (id: string): readonly string[] => wordsById.get(id) ?? []
