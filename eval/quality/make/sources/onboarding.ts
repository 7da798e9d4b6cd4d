import { bullets, type DocxRecipe, heading, paragraph, steps, subheading, table, title } from "../docx.ts";

export const onboarding: DocxRecipe = {
  target: "people/onboarding.docx",
  title: "Your first three months",
  date: new Date("2026-04-20T09:00:00Z"),
  parts: [
    title("Your first three months"),
    paragraph(
      "For new employees and for those who look after them. Owner: office manager. Last reviewed on 20 April 2026. Nobody expects you to remember all of this on the first day; the list is here so that nothing is forgotten.",
    ),
    heading("Before you start"),
    paragraph("Your head of department does the following in the four weeks before your first day:"),
    bullets(
      "orders the laptop and asks for the account, at least ten working days before",
      "names a buddy who is not your superior and who is on site for your first two weeks",
      "plans your first week hour by hour and sends you the plan by Thursday of the week before",
      "asks for your sizes, so that flotation suit and boots are ready",
    ),
    paragraph(
      "From you we need the signed contract, your tax number, your bank details, proof of health insurance, and for field work a certificate of fitness for sea service that is not older than two years. The station pays for the examination.",
    ),
    heading("The first day"),
    paragraph(
      "Come to reception at 09:00, not earlier: at 08:45 everyone is at the boat and tank briefing. Your buddy meets you there.",
    ),
    steps(
      "Photo for the badge, keys, signature in the key book",
      "Tour: exits, muster point, first-aid boxes, toilets, coffee",
      "Account, password manager and hardware keys at the IT lead's desk, about an hour",
      "Lunch with your department, which the station pays",
      "Fire drill walk with the safety officer at 15:00",
    ),
    heading("The first weeks"),
    subheading("Training that everyone takes"),
    table(
      ["Course", "When", "Length", "Given by", "Repeat"],
      ["Fire and evacuation", "Day 1", "30 minutes", "Safety officer", "Every year"],
      ["IT security", "Week 1", "45 minutes", "IT lead", "Every year"],
      ["Data protection", "First month", "60 minutes", "Data protection lead", "Every two years, 30 minutes"],
      ["First aid at work", "First three months", "One day", "Outside trainer", "Every two years"],
      ["Working by the water", "Week 2", "Half a day", "Boat manager", "Every three years"],
      ["Talking to visitors", "First three months", "2 hours", "Education department", "Once"],
    ),
    subheading("Training for field and laboratory"),
    bullets(
      "Wet Lab safety tour before the first experiment",
      "Sea survival course with a night in the pool, for everyone who goes aboard RV Petrel more than five days a year",
      [
        "The course takes two days and is paid by the station.",
        "It is held in February and in September; the places are few, so book with the boat manager by December or July.",
      ],
      "VHF certificate for those who act as shore contact, within six months",
    ),
    heading("Talks"),
    paragraph(
      "Your head of department talks with you at the end of the first week, after six weeks and after three months.",
    ),
    table(
      ["Talk", "About", "Written down"],
      ["First week", "Questions, working hours, what is missing", "No"],
      [
        "Six weeks",
        "What goes well, what is difficult, plan for the next six weeks",
        "Half a page, both sign",
      ],
      [
        "Three months",
        "Goals for the year, training, end of the induction",
        "One page for the personnel file",
      ],
    ),
    paragraph(
      "The director has coffee with all newcomers on the last Friday of the quarter. Questions that you would rather not ask your superior can go to your buddy or to the staff council.",
    ),
    heading("Your training budget"),
    paragraph(
      "From the second year on, everyone has five training days and €900 a year for courses of their own choice that have to do with the work. Days that are not used can be carried over once, money cannot. For courses above €2,000 you sign that you pay back a third for each year that you leave before three years are over.",
    ),
    heading("For buddies"),
    paragraph(
      "You get half a day off your own work in the first week and two hours in each of the following three. Eat together, walk the site together at low water and at high water, and introduce the newcomer to ten people. Tell the office manager if something that was promised is missing.",
    ),
  ],
};
