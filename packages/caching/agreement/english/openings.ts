import { type Opening, type Openings, openingIn } from "../opening.ts";
import { SAID_IN_ONE_WAY } from "./said-in-one-way.ts";

/** "Could you tell me …": asks nothing by itself. */
const POLITE =
  /^(?:(?:hi|hello|hey|good morning|dear (?:all|team|colleagues))(?: there| all| team| everyone)?[,!.]? (?=.* .* )|(?:please |kindly )?(?:(?:can|could|would|will) (?:you|someone|anyone|somebody|anybody) (?:please |kindly )?)?(?:tell|remind|inform|show|explain to|let) (?:me|us) (?:know )?(?:about )?(?=(?:how|who|what|which|when|where|why|if|whether|the|in|at|until)\b)|(?:do|does) (?:you|anyone|anybody|someone) know (?=(?:how|who|what|which|when|where|why|if|whether|the)\b)|(?:i|we) (?:(?:would|'d) like|want|need|wanted) to (?:know|ask|find out|learn|understand) (?:about )?|(?:i am |i'm )?(?:just )?wondering |i wonder |any idea |(?:just )?(?:a )?(?:quick )?question: |is it (?:true|correct|right|the case) that )/iu;

/** "In Oslo, what …", "If I travel, who …": what is asked stands behind the comma. */
const BEFORE_COMMA =
  /^([^,?]{2,100}), ((?:until |by |since |at |in |for |to |with )?(?:how|who|whom|whose|what|which|when|where|why|is|are|was|were|am|do|does|did|can|could|may|must|should|shall|will|would|have|has|need)\b.*)$/iu;

/** Figures of which people ask "how much" or "how high", and mean the same as "what". */
const AMOUNT =
  "limit|allowance|rate|budget|maximum|minimum|salary|wage|pay|fine|penalty|deposit|rent|discount|bonus|cap|threshold|amount|contribution|subsidy|entitlement|temperature|speed|pressure|population|height|percentage|share|excess|premium|surcharge|toll|tax|quota|grant|fare";
const SPAN = "period|duration|probation|warranty|guarantee";
const DUE =
  "deadline|due date|closing date|cut-?off(?: date)?|last day|expiry date|expiration date|opening times|\\S+ hours";
const BE = "is|are|was|were|will be";
const SOMEONE = "i|we|you|one|people|employees|staff";
const MAY_ONE =
  "(?:(?:can|may) (?:SOMEONE)|(?:am|are) (?:SOMEONE) (?:allowed|permitted) to|is it (?:ok|okay|allowed|permitted|possible) to)";
const SOMEBODY_OR_SOMETHING = "(?!(?:SOMEONE|they|he|she|it) )(.+?)";

/** In this order: what a question opens with, what it asks for then, and what is left of it. */
const WRITTEN: readonly (readonly [pattern: RegExp, asks: string, rest?: string])[] = [
  [/^how much (?=(?:does|do|did|will|would) )(.+?) cost\b/, "cost", "$1"],
  [/^what (?=(?:does|do|did|will|would) )(.+?) cost\b/, "cost", "$1"],
  [
    new RegExp(
      `^(?:what|how (?:much|high)) (${BE}) the (?:total )?(?:costs?|prices?|fees?|charges?)(?: of| for)? `,
    ),
    "cost",
    "$1 ",
  ],
  [new RegExp(`^how (?:much|high|large|big) (?=(?:${BE}) (?:\\S+ ){0,6}(?:${AMOUNT})s?\\b)`), "what"],
  [new RegExp(`^how long (?=(?:${BE}) (?:\\S+ ){0,4}(?:${SPAN})s?\\b)`), "what"],
  [/^what (?:is|are) the (?:duration|length) of /, "how long"],
  [/^what (?:is|was) the size of /, "how large"],
  [/^what is the (start|end)(?:ing)? date of (.+?) $/, "when", "does $2 $1 "],
  [/^what was the (start|end)(?:ing)? date of (.+?) $/, "when", "did $2 $1 "],
  [/^who (?:is|was) the author of /, "who", "wrote "],
  [/^who (?:is|was) the inventor of /, "who", "invented "],
  [/^who (?:is|was) the founder of /, "who", "founded "],
  [/^who is the owner of /, "who", "owns "],
  [/^what (?:is|are) the (?:meaning|definition) of (.+)$/, "what", "does $1 mean"],
  [/^(?:what (?:is|was) the height of|how (?:tall|high)) (?=.)/, "how high"],
  [/^(?:what (?:is|was) the depth of) /, "how deep"],
  [/^(?:what (?:is|was) the width of) /, "how wide"],
  [/^(?:what (?:is|was) the weight of|how much (?=(?:does|do|did) .* weigh$)) /, "how heavy"],
  [/^(?:what (?:is|was) the age of) /, "how old"],
  [/^what are the opening (?:hours|times) (?:of|for) (.+)$/, "when", "is $1 open"],
  [new RegExp(`^(?:what|when) (?=(?:${BE}) (?:(?:the|my|our|your) )?(?:\\S+ ){0,3}(?:${DUE})\\b)`), "when"],
  [/^(?:for )?how much (?=(?:is|are|was|were|will) )/, "cost"],
  [/^how much (?:do|must|will|would) (?:i|one) (?:have to |need to )?pay for /, "cost"],
  [
    new RegExp(`^what (?=(?:${BE}) (?:the|my|our|your) (?:\\S+ ){1,3}(?:costs?|prices?|fees?|charges?)\\b)`),
    "cost",
  ],
  [
    new RegExp(`^(?:what|which) (.+?) (?:do|does) ${SOMEBODY_OR_SOMETHING} have $`),
    "what",
    "is the $1 of $2 ",
  ],
  [
    new RegExp(`^(?:what|which) (.+?) (?:do|does) ${SOMEBODY_OR_SOMETHING} (?:need|require) $`),
    "what",
    "$1 is required for $2 ",
  ],
  [/^what (is|was) the name of (?=(?:the|my|our|your) )/, "who", "$1 "],
  [
    /^(?:until|till|up to) (?:when|(?:what|which) time) (?:is|are) (.+?) open (?!for\b)/,
    "when",
    "does $1 close ",
  ],
  [/^(?:in )?(?:what|which) year (?=(?:is|are|was|were|do|does|did|will|has|have) )/, "when"],
  [/^by whom (?=(?:is|are|was|were|will|must|may|can|has|have) )/, "by who"],
  [
    /^(?:for )?(?:how long|how much time) (?:(does|do|did|will|would|can) it (?:usually |normally )?take (?:me |us |you )?(?:to|for|until|before) )?/,
    "how long",
    "$1 ",
  ],
  [
    /^what (?:is|are|was|were) the (?:total |exact )?number of |^(?:what|which) number of |^the number of /,
    "how many",
  ],
  [/^how many /, "how many"],
  [/^how much /, "how much"],
  [
    /^(until|till|by|since|from|after|before|as of|up to) (?:when|what (?:date|time|day)|which (?:date|time|day)) /,
    "$1 when",
  ],
  [/^(?:at |on )?(?:what|which) (?:exact )?(?:time|date)(?: of day)? (?!of )/, "when"],
  [/^(?:in|at) (?:what|which) (?:place|location) |^what is the location of /, "where"],
  [/^where (?:can|do|could|would|will|should) (?:SOMEONE) (?:find|locate) /, "where"],
  [/^(?:who|whom|(?:which|what) (?:person|people)) (?:is it that )?/, "who"],
  [/^(to|with|by|from|for|of|about|under|on|against) (?:who|whom) /, "$1 who"],
  [/^whose /, "whose"],
  [
    /^(?:why|how come|for (?:what|which) reason|(?:what|which) (?:is|are|was|were) the reasons?(?: for| why| that)?) /,
    "why",
  ],
  [/^what is the way to (?=(?:the|our|my|an?) )/, "how", "get to "],
  [
    /^(?:what|which) (?:is|are|would be) the (?:right |correct |proper |usual |official )?(?:way|procedure|process|method|steps) (?:of|to|for) /,
    "how",
  ],
  [
    /^(?:what|which) steps (?:do|must|should|can) (?:SOMEONE) (?:have to |need to )?(?:take|follow) (?:to|for) /,
    "how",
  ],
  [/^what (?:do|must|should|can) (?:SOMEONE) (?:have to |need to )?do (?:to|for) /, "how"],
  [
    /^what (?:do|must|should|can|shall) (?:SOMEONE) (?:have to |need to |supposed to )?do (?=(?:if|when|after|before|upon|with)\b)/,
    "what to do",
  ],
  [/^what (?:am i|are we|are you) supposed to do (?=(?:if|when|after|before|upon|with)\b)/, "what to do"],
  [/^(?:what|how) about /, "what about"],
  [/^in (?:what|which) way /, "how"],
  [/^how (?:do|does|can|could|should|would|might|may) (?:SOMEONE) (?:go about (?=\w+ing))?/, "how"],
  [/^how to /, "how"],
  [/^how (?=(?:do|does|did|can|could|should|would|may|might|must|is|are|was|were|am|will|has|have) )/, "how"],
  [/^how (?:often|frequently|regularly|many times) /, "how often"],
  [/^how (?:fast|quickly|rapidly) /, "how fast"],
  [/^how (?:big|large) /, "how large"],
  [/^how (\w+) /, "how $1"],
  [/^(?:what|which) of /, "what of"],
  [/^(?:in|at|on|during) (?:what|which) /, "what"],
  [/^(to|with|by|from|for|of|about|under|against) (?:what|which) /, "$1 what"],
  [/^when /, "when"],
  [/^where /, "where"],
  [/^(?:what|which) /, "what"],
  [/^(?:if|whether) /, "whether"],
  [new RegExp(`^${MAY_ONE} bring (.+?) (?:in|into|to) `), "whether", "are $1 allowed in "],
  [new RegExp(`^${MAY_ONE} bring (.+?) (?:on|onto) `), "whether", "are $1 allowed on "],
  [
    new RegExp(`^(?:do|does) ${SOMEBODY_OR_SOMETHING} (?:need|require) (?!to )(.+?) $`),
    "whether",
    "is $2 required for $1 ",
  ],
  [
    /^(?=(?:is|are|was|were|am|do|does|did|can|could|may|might|must|should|shall|will|would|have|has|had|need) )/,
    "whether",
  ],
];
const OPENINGS = WRITTEN.map(([pattern, asks, rest = ""]) => ({
  pattern: new RegExp(pattern.source.replaceAll("SOMEONE", SOMEONE), "iu"),
  asks,
  rest,
}));
const ANYWHERE = /(?<= )(?:how (?:many|much|long|often)|what|which|who|whom|whose|when|where|why|how)(?= )/iu;

const ENGLISH: Openings = {
  same: SAID_IN_ONE_WAY,
  polite: POLITE,
  beforeComma: BEFORE_COMMA,
  patterns: OPENINGS,
  anywhere: ANYWHERE,
};

/** What a question in English asks for, and its words without those that say that. */
export function openingOf(question: string): Opening {
  return openingIn(ENGLISH, question);
}
