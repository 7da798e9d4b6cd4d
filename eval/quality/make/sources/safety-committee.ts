import { bullets, type DocxRecipe, heading, paragraph, table, title } from "../docx.ts";

export const safetyCommittee: DocxRecipe = {
  target: "meetings/2026-05 safety committee.docx",
  title: "Safety committee, 18 May 2026",
  date: new Date("2026-05-21T09:00:00Z"),
  parts: [
    title("Safety committee, 18 May 2026"),
    paragraph(
      "Present: director, safety officer, boat manager, head of science, dive supervisor, two members of the staff council. Minutes: office. Place: Laver, 13:30 to 15:10.",
    ),
    heading("1. Accidents and near misses since February"),
    table(
      ["Date", "What happened", "Harm", "What follows"],
      [
        "17 February",
        "Slip on the iced slipway",
        "Sprained wrist, 6 days off",
        "Grit box moved to the top of the slipway",
      ],
      [
        "9 March",
        "Acid bottle without a label in Cabinet A1",
        "None",
        "Bottle disposed of; labels now hang on the cabinet",
      ],
      [
        "2 April",
        "Kill cord of Dunlin not worn",
        "None",
        "Reminder in every briefing; spot checks by the boat manager",
      ],
      [
        "30 April",
        "Trolley ran against the glass door of the exhibition",
        "Cut on the hand, first aid",
        "Trolleys get brakes by July",
      ],
    ),
    heading("2. Flotation suits"),
    paragraph(
      "Nine of the thirty suits leak at the neck seal. The committee decides to buy ten new ones this year and to have the nine repaired. The boat manager asks three suppliers for offers by 12 June. Until then no more than 21 people go out on inflatables on one day.",
    ),
    heading("3. First aid"),
    paragraph(
      "We have 11 first-aiders whose certificate is valid; the law asks for four. In the survey weeks, however, six of them are at sea. At least two first-aiders stay ashore on every survey day; the safety officer adds this to the rota.",
    ),
    paragraph(
      "The three defibrillators hang in the entrance of Harbour House, in the Wet Lab corridor and in the wheelhouse of RV Petrel. The one in Harbour House gets a sign that can be seen from the quay.",
    ),
    heading("4. Noise in the pump room"),
    paragraph(
      "Measured: 88 decibels beside pump 1, 81 at the door. Ear protection is compulsory in the pump room from today, and the dispenser is filled by the mechanic. A sound hood costs about €7,400 and is put forward for the budget of 2027.",
    ),
    heading("5. Heat"),
    bullets(
      "From 30 °C in the office everyone may start at 06:00.",
      "From 35 °C the attic offices are closed, and those who sit there work from home or in the library.",
      "Drinking water stands in every corridor.",
    ),
    heading("6. Emergency exercise"),
    paragraph(
      "The yearly exercise is on Thursday 24 September: a fire in the Wet Lab during a school visit. The fire brigade takes part. Last year the building was empty after 4 minutes and 50 seconds; the goal is 4 minutes.",
    ),
    heading("7. Next meeting"),
    paragraph("Monday 17 August 2026, 13:30, Laver. Topics to the safety officer by 7 August."),
  ],
};
