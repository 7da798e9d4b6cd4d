/** Consonants in a row as no word has them, and words of nothing else: Hebrew read as Cyrillic is full of them. */
const UNSPEAKABLE = "^[бвгджзйклмнпрстфхцчшщ]{3,}$|[бвгджзйклмнпрстфхцчшщ]{6}";

/** What tells languages apart in a few lines, beside the letters a to z. */
export interface Language {
  readonly letters: ReadonlySet<string>;
  /** Its commonest. */
  readonly words: ReadonlySet<string>;
  /** Letters of a to z that it hardly has. */
  readonly without: ReadonlySet<string>;
  /** Where its letters never stand. */
  readonly never?: RegExp;
  /** Whether letters with accents commonly stand side by side. */
  readonly adjacent: boolean;
}

export const LANGUAGES: readonly Language[] = [
  language(
    "",
    "the of and to in is for on with that be are as at this by or not from it an you all must can",
  ),
  language(
    "äöüß",
    "der die das und in zu den mit von ist für auf nicht ein eine im des dem sich bei oder werden wird muss nach aus wenn sind kann",
    "q",
  ),
  language(
    "éèàêçùâîôûëïœ",
    "le la les de des et en un une du est pour que dans par sur au ne pas ce il qui aux ou avec doit sont être",
    "kw",
    /è(?=[aeiouéà]|$)|ê(?=[aeiou])|ù\p{L}/u,
  ),
  language(
    "áéíóúñü¿¡ªº",
    "el la los de en y que un una del por con para se es las al no su lo como más este debe ser",
    "kw",
    /[áéíóú](?=[áéíóú])/u,
  ),
  language(
    "ãçáéíóúâêôõàªº",
    "o a os as de e do da em um uma para com que não por no na se dos das ao é ou mais deve ser",
    "kwy",
    /ã(?![oes]|$)|õ(?!e)/u,
  ),
  language(
    "àèéìòù",
    "il la di e che un una per in non con del della sono le dei si da al è gli lo nel alla deve essere",
    "jkwxy",
    /[àèéìòù](?=\p{L})/u,
  ),
  language(
    "éëïóèöüç",
    "de het een en van in is op te dat voor met zijn niet aan er om of bij naar wordt moet",
    "q",
    /[èç](?=[aeiou])/u,
  ),
  language(
    "åäöé",
    "och i att en det som av för med på är den till ett inte om de har vid kan ska från",
    "qwz",
  ),
  language(
    "åæøé",
    "og i at en det som af for med på er den til et ikke om de har av ved kan skal fra der å",
    "qwzx",
  ),
  language(
    "äöå",
    "ja on ei se että tai joka ovat kun oli myös voi sen jos mutta tämä niin ole hän pitää",
    "qwxzc",
  ),
  language(
    "áðéíóúýþæö",
    "og að í á er sem við um til með ekki fyrir það af en var ef eru ég hann þú má",
    "qwzc",
    /(?<=\p{L})þ|^ð|þ$/u,
    true,
  ),
  language(
    "áčďéěíňóřšťúůýž",
    "a v na je se že s z do to pro by od po k ve ne si jako nebo při za není byl u o musí být",
    "qwx",
    undefined,
    true,
  ),
  language(
    "áäčďéíĺľňóôŕšťúýž",
    "a v na je sa že s z do to pre by od po k vo nie si ako alebo pri za bol u o musí byť",
    "qwx",
    /ľ(?=[aeiouáéíóú])/u,
    true,
  ),
  language(
    "ąćęłńóśźż",
    "i w na z do nie się jest to że od po o przez dla za jak lub są co oraz być ma przy a musi",
    "qvx",
    undefined,
    true,
  ),
  language(
    "áéíóöőúüű",
    "a az és hogy nem is egy van meg ki de ha csak el vagy ez volt lesz kell mint fel be",
    "qwx",
    undefined,
    true,
  ),
  language(
    "ăâîșțşţ",
    "și şi de la în a cu pe nu că o din este un care se sau mai pentru al ale fi sunt prin să fie trebuie",
    "kqwy",
  ),
  language(
    "čćđšž",
    "i u na je se za da od s su o ne do po kao ili iz koji biti što in v ki so z pri ni ter mora",
    "qwxy",
  ),
  language(
    "çğıöşüİâ",
    "ve bir bu için ile de da ne olarak daha çok olan gibi var en kadar sonra veya her değil",
    "qwx",
    undefined,
    true,
  ),
  language(
    "ąčęėįšųūž",
    "ir yra į su iš kad tai ne kaip bet nuo ar per po už tik buvo dėl jis turi",
    "qwx",
    undefined,
    true,
  ),
  language(
    "āčēģīķļņšūž",
    "un ir ar no uz par kas ka ne kā tas vai to pie pēc bet lai tiek līdz",
    "qwxy",
    undefined,
    true,
  ),
  language("äõöüšž", "ja on ei et see kui ka või oli mis ning oma aga ta selle kes pole", "qwxyzcf"),
  language(
    "ăâđêôơưàáảãạèéẻẽẹìíòóọùúụ\u0300\u0301\u0303\u0309\u0323",
    "và của là có không cho các được trong một với người này khi đã để",
    "fjwz",
    undefined,
    true,
  ),
  language(
    "àèéíòóúçïü·",
    "el la de i que a en un les per amb del no és una els al ha ser",
    "kwy",
    /[èò](?=[aeiou])|í(?=[^aneirst]|$)/u,
  ),
  language(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё№",
    "и в не на с по что для от из к а о у за при до или как но это все его если",
    "",
    new RegExp(`^[ьъы]|ъ(?![еёюя])|й(?=[аоуы])|${UNSPEAKABLE}`, "u"),
    true,
  ),
  language(
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "і в не на з що до та у за для від по як або із це але при",
    "",
    new RegExp(`^ь|${UNSPEAKABLE}`, "u"),
    true,
  ),
  language(
    "абвгдежзийклмнопрстуўфхцчшыьэюяёі",
    "і ў не на з што да у за для па як або гэта",
    "",
    new RegExp(`^[ьы]|${UNSPEAKABLE}`, "u"),
    true,
  ),
  language(
    "абвгдежзийклмнопрстуфхцчшщъьюя",
    "и в не на с по за от се да е са като или при до това не",
    "",
    new RegExp(`^ь|ь(?!о)|${UNSPEAKABLE}`, "u"),
    true,
  ),
  language(
    "абвгдђежзијклљмнњопрстћуфхцчџшѓѕќѐ",
    "и у на је се за да од са не до по или који и во на се за да од со",
    "",
    undefined,
    true,
  ),
  language(
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "και το του της η ο να με για από στο στη των οι τα δεν σε που είναι την",
    "",
    /ς(?=\p{L})|σ$/u,
    true,
  ),
  language(
    "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "של את על לא או הוא עם זה כי אל גם היא יש כל אם",
    "",
    /[ךםןףץ](?=[א-ת])|[כנצ]$/u,
    true,
  ),
  language(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ،؛؟",
    "في من على أن إلى لا هذا ما هو التي مع أو عن كان يجب",
    "",
    /[ىة](?=\p{L})/u,
    true,
  ),
  language(
    "اآبپتثجچحخدذرزژسشصضطظعغفقکكگلمنوهیيئ،؛؟",
    "و در به از که این را با است برای آن یک باید",
    "",
    undefined,
    true,
  ),
];

/** Letters that names and borrowed words bring into texts of any language. */
export const BORROWED = new Set("éèáíóúñüöäçêôâëï");

/** By how often they come in the languages that write them, together. */
export const ORDERED = {
  Cyrillic: "оаеинтрсвлкдмпуязьыгбчйхіжшюцїщєэђјљњфћџўґёъѓѕќ",
  Greek: "ατοεινσρςπκμλίύόηυέάγδήχωώθφβξζψϊϋΐΰ",
  Hebrew: "יוהלאתרשבמםנןחדקעפטסגצכךזףץ",
  Arabic: "الينمرتهوبدسعكقفجحذصطخشىئضةءؤثغزظإأآپچژگیک",
} as const;

/** A third of all syllables in Korean prose. */
export const SYLLABLES = new Set(
  "이다는의에을를가로고하지은도한사기서인대리시자어정해수과나일제그부보전용안와있으간비주장스등여상성구만동원적공화위신조면회관라생문물내게무인니요세경연아소개소방중중되된할합습않없입출력오류값형식유효변경데터음",
);

function language(letters: string, words: string, without = "", never?: RegExp, adjacent = false): Language {
  return {
    letters: new Set(letters),
    words: new Set(words.split(" ")),
    without: new Set(without),
    adjacent,
    ...(never === undefined ? {} : { never }),
  };
}
