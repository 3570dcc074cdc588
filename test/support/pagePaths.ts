/** Every kind of page of a DAO, as it follows the DAO's address; rights and members are those of the seed. */
export const pagePaths = [
  '',
  'proposals',
  'propose',
  'ballot',
  'carry',
  'members',
  'members/0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  'join',
  'seat',
  'officer',
  'guardian',
  'delegation',
  'treasury',
  'desk',
  'rights',
  'rights/budget/1',
  'rights/budget/2',
  'rights/grant/1',
  'rights/grant/3',
  'rights/payout/1',
  'rights/distribution/8',
  'rights/standing/5',
  'donations',
  'books',
  'addresses',
  'rules',
  'settings',
]

/** The pages beside a DAO's own; what follows `governor` reads the DAO's governor as a stranger's. */
export const otherPaths = [
  ...['bring', 'governor', 'governor/delegate', 'governor/carry', 'governor/about'],
  ...['new', 'guide/member', 'guide/treasurer', 'guide/integrator'],
]
