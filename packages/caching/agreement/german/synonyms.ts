/** As those in English: words of which one stands for another, in lower case, each form as a dictionary has it. */
export const SYNONYMS = `
  urlaub | jahresurlaub | erholungsurlaub | ferien
  urlaubstag | urlaubstage | ferientag
  arbeitszeit | dienstzeit
  homeoffice | heimarbeit | telearbeit | mobile arbeit | mobiles arbeiten
  überstunde | mehrarbeit | mehrarbeitsstunde
  kündigungsfrist | frist kündigung
  probezeit | probephase
  gehalt | lohn | vergütung | bezahlung | entgelt
  gehaltserhöhung | lohnerhöhung
  gehaltsabrechnung | lohnabrechnung | entgeltabrechnung | gehaltszettel
  spesen | auslage | reisespesen
  reisekosten | reisespesen
  dienstreise | geschäftsreise
  beleg | quittung | kassenbon
  einreichen | abgeben | vorlegen
  beantragen | anfordern
  erstatten | zurückzahlen | ersetzen | rückerstatten
  erstattung | rückerstattung | rückzahlung
  bekommen | erhalten | kriegen | haben
  brauchen | benötigen
  kaufen | erwerben
  genehmigen | bewilligen
  genehmigung | bewilligung
  frist | stichtag | letzter termin
  kontaktieren | erreichen
  ansprechpartner | ansprechpartnerin | kontaktperson
  zuständig | verantwortlich
  vorgesetzte | chef | chefin
  kollege | kollegin | arbeitskollege
  telefonnummer | rufnummer | telefon
  email | mail | e-mail
  handy | mobiltelefon | smartphone | diensthandy
  rechner | computer | pc
  laptop | notebook
  passwort | kennwort
  zurücksetzen | neu setzen
  anmelden | einloggen
  abmelden | ausloggen
  löschen | entfernen
  reparieren | instandsetzen
  defekt | kaputt
  ausweis | dienstausweis | mitarbeiterausweis
  verlieren | abhandenkommen
  wlan | wifi | funknetz
  formular | vordruck | antragsformular
  ausfüllen | eintragen
  krankmeldung | krankschreibung | arbeitsunfähigkeitsbescheinigung | attest
  krank | arbeitsunfähig
  regel | regelung | vorschrift
  gebühr | kosten | preis
  strafe | bußgeld
  höchstbetrag | höchstgrenze | obergrenze | limit
  mindestbetrag | untergrenze
  beginnen | anfangen | starten
  enden | aufhören
  stattfinden | passieren
  dauern | brauchen
  verfallen | ablaufen
  aufbewahren | aufheben
  aufbewahrungsfrist | aufbewahrungsdauer
  übertragen | mitnehmen
  mittagessen | mittagsmahlzeit
  kantine | mensa | cafeteria
  auto | pkw | wagen
  dienstwagen | firmenwagen
  fahrrad | rad
  flugzeug | flieger
  bahn | zug
  hotel | unterkunft
  buchen | reservieren
  buchung | reservierung
  parkplatz | stellplatz
  besprechungsraum | konferenzraum | sitzungszimmer | besprechungszimmer | meetingraum
  raum | zimmer
  stockwerk | etage
  aufzug | lift | fahrstuhl
  toilette | wc
  müll | abfall
  besucher | gast
  kunde | auftraggeber
  lieferant | zulieferer
  azubi | auszubildende | lehrling
  schulung | fortbildung | weiterbildung
  oft | häufig
  schnell | rasch
  kostenlos | gratis | kostenfrei | umsonst
  sofort | unverzüglich
  jährlich | pro jahr
  monatlich | pro monat
  wöchentlich | pro woche
  täglich | pro tag
  mindestens | wenigstens
  höchstens | maximal
  öffnungszeit | geschäftszeit
  geöffnet | offen | öffnen
  schließen | zumachen
  firma | unternehmen | betrieb
  finden | liegen | befinden
  hund | hunde
  mitbringen | mitnehmen
`;
