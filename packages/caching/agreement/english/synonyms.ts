/**
 * Words of which one stands for another in a question to an organisation: a group a line, each form as a dictionary has it.
 * Only what means the same in whatever sentence it stands: "cheap" is not "free", "change" is not "reset".
 */
export const SYNONYMS = `
  vacation | annual leave | pay leave | holiday leave | holiday entitlement | vacation leave | pay vacation | pay time off | pto
  vacation | holiday | time off
  public holiday | bank holiday | statutory holiday
  vacation day | holiday | day of vacation | day of leave | leave day | day off | annual leave day | day of annual leave | day of holiday
  sick leave | sickness absence | sick day | illness leave | absence due to illness
  sick | ill | unwell
  maternity leave | maternity
  unpaid leave | leave without pay
  work from home | telework | telecommute | work remotely | remote work | home office | homeworking | wfh
  overtime | extra hour | additional hour
  working hour | hour of work | work hour | working time
  opening hour | opening time | hour of operation | business hour
  notice period | period of notice | term of notice
  probation | probation period | probationary period | trial period
  resign | hand in notice | give notice | quit job | quit
  terminate | cancel
  salary | wage | pay | paycheck | remuneration
  payday | pay day
  payslip | pay slip | wage slip | salary statement
  raise | pay rise | salary increase | pay increase
  allowance | entitlement
  reimburse | refund | pay back | repay
  reimbursement | refund | repayment
  expense | expenditure | outlay
  expense report | expense claim | claim for expense
  claim | get reimburse for | get back
  travel expense | travel cost | cost of travel | business travel expense
  business trip | work trip | trip for work | business travel
  receipt | proof of purchase | proof of payment
  invoice | bill
  hand in | submit | turn in | file | send in | lodge
  apply for | request | ask for
  obtain | get | receive | acquire
  buy | purchase
  approve | authorise | authorize | sign off | sign off on
  approval | authorisation | authorization | sign-off | signoff
  permission | consent
  deadline | due date | closing date | cut-off date | last date | final date
  report | notify | inform
  tell | notify | inform
  contact | reach | get in touch with | get hold of | talk to | speak to | speak with
  contact person | point of contact | contact
  responsible for | in charge of | accountable for | look after | take care of
  line manager | boss | direct manager | superior | supervisor
  colleague | coworker | co-worker | fellow employee
  head | leader | chief
  phone number | telephone number | phone | telephone | mobile number | number of phone
  email address | mail address | e-mail address
  phone | telephone | call | ring
  mobile phone | cell phone | cellphone | mobile
  laptop | notebook | portable computer
  computer | pc
  log in | login | sign in | log on | logon
  log out | logout | sign out | log off
  sign up | register | enrol | enroll
  registration | enrolment | enrollment | sign-up
  set up | configure
  setup | configuration
  delete | erase | remove
  repair | fix | mend
  broken | defective | faulty | out of order
  lose | misplace
  badge | access card | staff card | employee card | keycard
  wifi | wi-fi | wlan | wireless network | wireless internet
  form | application form
  fill in | fill out | complete
  certificate | attestation
  sick note | medical certificate | doctor note | doctor certificate | sickness certificate
  rule | regulation | policy | guideline
  procedure | process
  fee | charge | cost | price
  fine | penalty
  deposit | down payment
  discount | reduction | rebate
  maximum | max | upper limit | limit | cap | ceiling
  minimum | min | lower limit | least
  maximum amount | highest amount | largest amount | limit
  start | begin | commence
  end | finish | stop | conclude
  start date | starting date | first day
  take place | happen | occur
  employee | staff | worker | staff member | member of staff | personnel
  last | take
  allow | permit | let
  forbid | prohibit | ban
  mandatory | compulsory | obligatory | require | need | necessary
  carry over | carry forward | roll over
  expire | lapse | run out
  keep | retain | store | hold on to
  lunch | midday meal
  canteen | cafeteria | staff restaurant
  car | automobile | motor car
  company car | business car | corporate car
  bike | bicycle
  taxi | cab
  plane | airplane | aeroplane | aircraft
  fly | travel by plane | travel by air
  flight | plane ticket | air travel
  train | rail
  book | reserve
  booking | reservation
  parking space | parking spot | parking place
  meeting room | conference room
  floor | storey | story
  lift | elevator
  toilet | restroom | bathroom | washroom | lavatory
  rubbish | trash | garbage | waste
  bin | trash can | waste bin | rubbish bin
  fire drill | evacuation drill | evacuation exercise
  first aid kit | first-aid box | first aid box
  visitor | guest
  customer | client
  vendor | supplier
  new employee | new hire | new starter | new joiner | newcomer
  often | frequently | many time
  only | just | solely | exclusively
  quickly | fast | rapidly
  big | large
  expensive | costly
  cheap | inexpensive
  free | free of charge | at no cost
  immediately | at once | right away | straight away | without delay
  in advance | ahead of time
  annual | yearly
  overseas | abroad | in foreign country | in another country
  at least | no less than | not less than
  at most | no more than | not more than | up to
  enable | turn on | switch on | activate
  disable | turn off | switch off | deactivate
  private | personal
  bank account | bank details
  kind | type | sort | category
  author | writer
  write | author
  film | movie
  found | establish | create
  buy | acquire
  die | pass away
  birthday | date of birth | birth date
  locate | situate | find
  call | name
  make | produce | manufacture
  doctor | physician
  child | kid
  autumn | fall
  america | usa | united states | united states of america | US
  uk | united kingdom
  mean | stand for | signify
  meaning | definition
  difference | distinction
  choose | select | pick
  answer | reply | response
  question | query
  help | assist
  assistance | help | support
  show | display
  leave | depart
  child care | childcare
  married | wed
  dog | canine
  pet | animal
  bring | take along | bring along
  smoke | smoking
  alcohol | alcoholic drink | alcoholic beverage
  drink | beverage
  hire car | rental car | rent car
  return | hand back | give back | bring back
  baggage | luggage
  warranty | guarantee | warranty period | guarantee period
  lorry | truck
  vaccine | vaccination
  make complaint | file complaint | lodge complaint | submit complaint
  restart | reboot
  collect | pick up
  car park | parking lot
  petrol | gasoline
  postpone | put off
  call off | cancel
  throw away | throw out | dispose of | get rid of
  lawyer | solicitor | attorney
  flat | apartment
  tap | faucet
  torch | flashlight
  timetable | schedule
  medicine | medication
  postcode | postal code | zip code
  surname | last name | family name
  first name | given name | forename
  driving licence | driving license | driver licence | driver license
  licence | license
  close | shut
  hang | hang up
  job opening | vacancy | open position
  shop | store
  carry out | perform | conduct
  help desk | helpdesk | service desk
  customer support | customer service
  front desk | reception | reception desk
  enrol in | enroll in | sign up for | register for | enrol for | enroll for
  talk | speak
  at the latest | no later than
  join | become member of
  colour | color
  centre | center
  theatre | theater
  programme | program
  organisation | organization
  behaviour | behavior
  harbour | harbor
  labour | labor
  neighbour | neighbor
  catalogue | catalog
  grey | gray
  tyre | tire
  kerb | curb
  defence | defense
  cosy | cozy
  organise | organize
  recognise | recognize
  customise | customize
  synchronise | synchronize
  analyse | analyze
`;
