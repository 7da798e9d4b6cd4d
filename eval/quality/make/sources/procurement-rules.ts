import { bullets, type DocxRecipe, heading, paragraph, steps, subheading, table, title } from "../docx.ts";

export const procurementRules: DocxRecipe = {
  target: "procurement/procurement-rules.docx",
  title: "Procurement rules",
  date: new Date("2026-01-26T09:00:00Z"),
  parts: [
    title("Procurement rules"),
    paragraph(
      "How we buy goods and services. In force since 1 February 2026. Owner: office manager. All amounts are without value-added tax.",
    ),
    heading("Principles"),
    bullets(
      "We spend money that others gave for the sea. Buy what is needed, not what is nice.",
      "Used and repaired come before new.",
      "Nobody decides alone about anything dear, and nobody decides about a supplier to whom they are related.",
      "The cheapest offer wins only if it is also good; price counts for half, quality for 30 per cent and environment for 20 per cent.",
    ),
    heading("Who may buy, and what it takes"),
    paragraph(
      "The value is that of the whole order, or for contracts that run on, of the whole term. It may not be split.",
    ),
    table(
      ["Value", "Offers", "Approved by", "Form"],
      ["Up to €250", "None", "You yourself, within your budget", "Receipt"],
      ["€250 to €1,500", "One, and a look at the market", "Head of department", "Order in the finance tool"],
      [
        "€1,500 to €10,000",
        "Three in writing",
        "Head of department and office manager",
        "Order and comparison of offers",
      ],
      ["€10,000 to €50,000", "Three in writing, specification beforehand", "Director", "Contract"],
      ["Above €50,000", "Public tender", "Board of trustees", "Contract and tender file"],
    ),
    paragraph(
      "If fewer than three suppliers exist or answer, write down whom you asked and when. That is enough up to €10,000; above it the director decides.",
    ),
    subheading("When it cannot wait"),
    paragraph(
      "If animals, people or boats are in danger, the duty officer may order up to €5,000 without any offers. The office manager is told on the next working day and the reason is recorded.",
    ),
    heading("How to order"),
    steps(
      "Look in the store and ask in the other departments. The list of what lies in the store is in the finance tool.",
      "Choose a supplier from the supplier list. A new one needs a form with address, bank details and tax number, and two working days.",
      "Enter the order. The number that you get has to be on the invoice.",
      "Check the delivery on the day it comes, sign the delivery note, and pass it to the office.",
      "Defects are reported to the supplier within seven days, with photos.",
    ),
    heading("Station credit cards"),
    table(
      ["Card", "Limit per month", "For"],
      ["Office", "€4,000", "Subscriptions, travel bookings"],
      ["RV Petrel", "€6,000", "Fuel, harbour dues, repairs on the way"],
      ["Education", "€800", "Material for school classes"],
      ["IT", "€2,500", "Licences, domains, spare parts"],
    ),
    paragraph(
      "Cards are not lent out. Receipts are uploaded within five days. A card with three missing receipts is blocked until they are there.",
    ),
    heading("Gifts and conflicts of interest"),
    paragraph(
      "Gifts from suppliers are declined politely, apart from calendars, pens and the like worth up to €20. What cannot be declined goes to the raffle at the summer party. An invitation to a meal is fine if we could return it. Anyone with a private interest in a supplier says so and stays out of the decision.",
    ),
    heading("Software and subscriptions"),
    paragraph(
      "The IT lead checks every software purchase for security, the data protection lead if personal data is involved. Subscriptions renew themselves only with the consent of the head of department; the office sends a list of those that end in the next quarter.",
    ),
    heading("Inventory and disposal"),
    bullets(
      "Everything that costs more than €400 gets a number and goes into the inventory.",
      "The inventory is counted every second November.",
      "Things that are no longer needed are offered inside the station first, then to other charities, then sold.",
      [
        "The office manager sets the price.",
        "Boats and engines are sold only with the director's signature.",
      ],
    ),
    heading("Paying"),
    paragraph(
      "Invoices are paid every Thursday. A discount for quick payment is used when it is at least two per cent. Prepayment above €1,000 needs the office manager's consent and a guarantee of the supplier.",
    ),
  ],
};
