import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agree } from "./agree.ts";

describe("an answer to the one stands for the other", () => {
  test.each([
    ["How do I claim travel expenses?", "What do I have to do to claim travel expenses?"],
    ["How many days of annual leave do employees get?", "How many vacation days do I receive?"],
    ["Are meals reimbursed on business trips?", "Do you reimburse meals on work trips?"],
    ["Is water damage covered by the warranty?", "Does the warranty cover water damage?"],
    ["In Oslo, how high is the limit for hotels?", "What is the hotel limit in Oslo?"],
    ["Can you tell me who signs contracts over €10,000?", "Who signs contracts above 10000 euros?"],
    ["When is the office closed on 1 March 2026?", "When is the office closed on 2026-03-01?"],
    ["What does the gym cost?", "How much is the gym?"],
    ["Where's the canteen on the third floor?", "where is the canteen on floor 3"],
    ["Is a permit required for parking?", "Do I need a permit for parking?"],
    ["Does building C have a lift?", "Is there an elevator in building C?"],
    ["Which symptoms does heat stroke have?", "What are the symptoms of heat stroke?"],
    ["Do contractors need a badge?", "Is a badge required for contractors?"],
    ["Do I need a permit to dig?", "Is a permit required for digging?"],
    ["Are gloves mandatory in the kitchen?", "Do I have to wear gloves in the kitchen?"],
    ["Can I bring pets into the lab?", "Are pets allowed in the lab?"],
    ["Who signs the delivery note?", "Who has to sign the delivery note?"],
    ["By whom is the water tested?", "Who tests the water?"],
    ["Is breakfast included in the price?", "Does the price include breakfast?"],
    ["Can I return an opened product?", "Is it possible to return an opened product?"],
    ["What is the limit on uploads?", "What is the limit for uploads?"],
    ["How do I change the address of my order?", "How do I change my order's address?"],
    ["Until what time is the shop open on Saturdays?", "When does the shop close on Saturday?"],
    ["When must the report be submitted?", "By when do I have to hand in the report?"],
    ["How much vacation do I get?", "How many vacation days do I get?"],
    ["Ist ein Helm im Lager Pflicht?", "Muss ich einen Helm im Lager tragen?"],
    ["Wann hat die Kantine freitags geöffnet?", "Wann hat die Kantine am Freitag geöffnet?"],
    ["Wie reiche ich Spesen ein?", "Wie kann ich Spesen einreichen?"],
    ["Was kostet ein Parkausweis?", "Wie teuer ist ein Parkausweis?"],
    ["Können Sie mir sagen, wo der Aufzug ist?", "Wo finde ich den Fahrstuhl?"],
    ["¿Puedo fumar aquí?", "¿puedo fumar aquí?"],
  ])("%s: %s", (one, other) => {
    expect(agree(one, other)).toEqual({ agrees: true });
  });
});

describe("an answer to the one does not stand for the other", () => {
  test.each([
    ["number", "Can I take 5 days at once?", "Can I take 15 days at once?"],
    ["number", "What is the limit for two nights?", "What is the limit for three nights?"],
    ["date", "Who is on duty on 1 March?", "Who is on duty on 1 May?"],
    ["date", "Is the gym open on Monday?", "Is the gym open on Sunday?"],
    ["time", "May I enter at 8 am?", "May I enter at 8 pm?"],
    ["unit", "What is the fee in euros?", "What is the fee in dollars?"],
    ["unit", "Is the tank 5 m deep?", "Is the tank 5 km deep?"],
    ["identifier", "What is new in v14.2?", "What is new in v142?"],
    ["identifier", "How do I build the C++ client?", "How do I build the C# client?"],
    ["identifier", "What does the -v option do?", "What does the -V option do?"],
    ["identifier", "What does getUser return?", "What does getUsers return?"],
    ["name", "Who leads the Falcon project?", "Who leads the Kestrel project?"],
    ["name", "Who advises Peter Williams?", "Who advises Peter William?"],
    ["place", "What is the hotel limit in Oslo?", "What is the hotel limit in Bergen?"],
    ["negation", "Which costs are covered?", "Which costs are not covered?"],
    ["negation", "Why can I log in?", "Why can't I log in?"],
    ["quantity", "Do all interns get a bonus?", "Do some interns get a bonus?"],
    ["comparison", "What if it takes more than a week?", "What if it takes less than a week?"],
    ["question", "How do I cancel my contract?", "Can I cancel my contract?"],
    ["question", "Until when is the canteen open?", "Since when is the canteen open?"],
    ["tense", "Who is the head of finance?", "Who was the head of finance?"],
    ["tense", "When was the server updated?", "When will the server be updated?"],
    ["question", "Who is paying?", "Who is paid?"],
    ["modality", "May I wear a helmet?", "Must I wear a helmet?"],
    ["question", "Who has to pay?", "Who has to be paid?"],
    ["question", "Which of the pumps runs?", "Which pumps run?"],
    ["order", "Is breakfast included in the price?", "Is the price included in breakfast?"],
    ["order", "Does the yard have a dog?", "Does the dog have a yard?"],
    ["owner", "What is my phone number?", "What is your phone number?"],
    ["order", "How do I get from Oslo to Bergen?", "How do I get from Bergen to Oslo?"],
    ["order", "Who defeated the Panthers?", "Who did the Panthers defeat?"],
    ["word", "How do I open an account?", "How do I close an account?"],
    ["word", "What is the limit?", "What is the limit for managers?"],
    ["word", "What do paying guests get?", "What do paid guests get?"],
    ["language", "Was ist der Preis?", "What is the price?"],
    ["negation", "Welche Kosten werden erstattet?", "Welche Kosten werden nicht erstattet?"],
    ["tense", "Wann wurde die Straße gesperrt?", "Wann wird die Straße gesperrt?"],
    ["question", "Wen prüft der Lehrer?", "Wer prüft den Lehrer?"],
    ["modality", "Darf ich einen Helm tragen?", "Muss ich einen Helm tragen?"],
    ["name", "Wer ist Herr Lange?", "Wer ist Herr Lang?"],
    ["word", "在哪里吃饭", "在哪里睡觉"],
    ["number", "Quel est le prix en 2024 ?", "Quel est le prix en 2025 ?"],
  ])("%s: %s %s", (about, one, other) => {
    expect(agree(one, other)).toMatchObject({ agrees: false, about });
    expect(agree(other, one)).toMatchObject({ agrees: false, about });
  });
});

test("what is said of a disagreement are words of the question that was asked, and none of the other", () => {
  expect(agree("Is the gym open on Monday?", "Is the sauna open on Sunday?")).toEqual({
    agrees: false,
    about: "date",
    asked: ["monday"],
  });
});

const piece = fc.constantFrom(
  ..."how many|what|who|do|did|I|you|the|not|5|v14.2|€|-5|days|Oslo|in|from|to|may|must|is|been|Wie|ich|nicht|wird|ein|,|?|'|(|\u200b|食|and|a|31 Foo|1 March|45 march|8 pm|.NET|C++|%|ing|ed".split(
    "|",
  ),
);
const question = fc
  .array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 25 })
  .map((words) => words.join(" "));

test("agreement is mutual, and every question agrees with itself, whatever it is made of", () => {
  fc.assert(
    fc.property(question, question, (one, other) => {
      expect(agree(one, other).agrees).toBe(agree(other, one).agrees);
      if (one.length <= 300) expect(agree(one, one)).toEqual({ agrees: true });
    }),
    { numRuns: 1_000 },
  );
});

test("a text with a question somewhere in it agrees with none, and costs no time", () => {
  const long = "How do I claim travel expenses in Oslo? ".repeat(100);
  expect(agree(long, long)).toEqual({ agrees: false, about: "length", asked: [] });
});
