import { plural } from '../format'

/** What is said where a DAO is made. */
export const messages = {
  found: {
    title: 'Make a DAO',
    intro:
      'Six steps, in any order; nothing is sent before you have seen all of it. What you write is kept in this browser.',
    notKept: 'This browser keeps nothing: save the file before you leave the page.',
    noFactory: (chain: string) => `On ${chain} no factory is known here, so no DAO can be made from this page.`,
    noFactoryNext: (command: string) =>
      `Somebody who runs this software can deploy one with “${command}”; a new build of these pages then knows it. Until then you can think the DAO out here, save the file, and take it elsewhere.`,
    pilot:
      'To try it without consequences, make it on the local chain or a test network first: the file that you save here makes the same DAO anywhere.',
    file: 'File',
    load: 'Load a file',
    loadHint: (command: string) => `The JSON file that “Save the file” writes and “${command}” takes.`,
    loaded: (name: string) => `“${name}” was loaded.`,
    loadFailed: 'This is not a file of a DAO’s parameters. What you had is still here.',
    charterElsewhere: (path: string) =>
      `The file names its charter by a path (${path}), which a page cannot read. Load the charter in the first step.`,
    save: 'Save the file',
    clear: 'Begin anew',
    clearConfirm: 'Discard all that you wrote here?',
    steps: 'Steps',
    stepOf: (n: string, of: string) => `Step ${n} of ${of}`,
    step: {
      who: 'Who we are',
      members: 'Members',
      deciding: 'How we decide',
      stopping: 'Who can stop what',
      assets: 'What we own',
      review: 'Review',
    },
    stepDone: 'complete',
    stepOpen: 'something is missing',
    back: 'Back',
    next: 'Next',
    name: 'Name',
    nameHint: (left: string) =>
      `Wallets show it whenever a ballot is signed. ${left} of 31 bytes left; a Chinese character takes three.`,
    symbol: 'Abbreviation',
    symbolHint: 'Of the seats, as wallets list them; up to 11 letters, in capitals as a rule.',
    charter: 'Charter',
    charterIntro:
      'What the DAO is for and how its members mean to deal with each other. It becomes document no. 1; only a vote can put another in its place.',
    charterText: 'Text of the charter (Markdown)',
    charterHint: (left: string) => `${left} bytes left.`,
    charterFile: 'Or load it from a Markdown or text file',
    charterDigest: (digest: string) =>
      `Only the digest of a charter is known: ${digest}. Load or write the text, or publish it on IPFS yourself.`,
    charterNotText: 'This file cannot be read as a text. What you had is still here.',
    charterWrite: 'Write',
    charterPreview: 'Preview',
    useOutline: 'Begin with an outline',
    outline: `# Charter

## What we are for

Say in two or three sentences what the members want to do together.

## Who can be a member

Say who may join, and how somebody asks for a seat.

## How we use what we own

Say what the treasury is for, and what it is not for.

## How we deal with disagreement

Say where members talk before they vote, and whom they can turn to.`,
    membersIntro:
      'Whoever is named here has a seat from the first day: one seat, one vote. At least three. More can join later, by invitation or by a vote.',
    addMember: 'Add a member',
    account: 'Address',
    kind: 'Kind of seat',
    termDays: 'Term in days',
    termHint: 'Empty: without end.',
    add: 'Add',
    addSelf: 'Add my own account',
    paste: 'Paste several, or a CSV',
    pasteHint:
      'A line each: address, then if you like the kind (member, steward, organisation), then the term in days. You can drop a file here.',
    pasteFile: 'Choose a CSV or text file',
    take: 'Add these lines',
    list: 'Members of the first day',
    listText: 'Edit the list as text',
    listEmpty: 'Nobody yet.',
    line: (n: string) => `Line ${n}`,
    noTerm: 'without a term',
    addressProblem: 'This is not an address, or a letter of it is wrong.',
    addressTwice: 'This account is in the list already.',
    lineProblem: {
      address: 'Not an address. Correct or remove the line.',
      checksum: 'A letter of this address is wrong: its checksum does not fit. Copy it again.',
      kind: 'No kind of seat has this name. Write member, steward or organisation.',
      duplicate: 'This account stands further up already.',
      observer: 'Nobody begins as an observer: invite observers once the DAO stands.',
      term: 'The term is not a number of days up to a hundred years.',
    },
    wrongLines: (n: number, text: string) =>
      `${text} ${plural(n, 'line has', 'lines have')} to be corrected before the DAO can be made.`,
    seatedAtOnce: (n: string) => `All ${n} are seated in the transaction that makes the DAO.`,
    seatedLater: (first: string, later: string, batches: number, text: string) =>
      `The first ${first} are seated in the transaction that makes the DAO; the other ${later} by its list, in ${text} more ${plural(batches, 'transaction', 'transactions')}, which anybody can send within 30 days.`,
    tooFew: (n: number, text: string) => `${text} more ${plural(n, 'member is', 'members are')} needed.`,
    inviteLater:
      'Whom you cannot name yet gets a link later: once a vote has appointed an officer, that officer invites with links.',
    preset: 'How the DAO decides',
    presetName: {
      circle: 'A small circle',
      association: 'An association',
      careful: 'Careful with much',
      large: 'Many members',
      own: 'Our own numbers',
    },
    presetText: {
      circle: 'People who talk every day. Quick, and three in ten must take part.',
      association: 'A club or cooperative whose members look in once a week.',
      careful: 'A treasury that attracts others: long waits, a high quorum, time to object.',
      large: 'Hundreds of members of whom few vote: a low quorum, more votes needed to propose.',
      own: 'Numbers that no preset has.',
    },
    presetTimes: (delay: string, period: string, wait: string) =>
      `${delay} to read, ${period} to vote, ${wait} to wait`,
    more: 'Every number',
    field: {
      votingDelay: 'Between proposing and voting, in days',
      votingPeriod: 'Voting, in days',
      timelockDelay: 'Waiting time before what passed can pay, in days',
      grace: 'Time to queue and to execute, in days',
      quorumNumerator: 'Quorum, in per cent of the seats',
      proposalThreshold: 'Votes needed to propose',
      proposalLimit: 'Open proposals that one account may have',
      swingExtension: 'Extension after a late swing, in hours',
      lockWindow: 'Lock before the end, in hours',
    },
    hint: {
      votingDelay: 'Time to read, and to sweep overdue seats. Voters are counted when it ends.',
      votingPeriod: 'Together with the time before, at most 40 days.',
      timelockDelay: 'The last time in which members see what comes and a guardian can cancel.',
      grace: 'What nobody queues or executes in it expires.',
      quorumNumerator: 'For and abstaining count. Never fewer than three votes.',
      proposalThreshold: 'Never more than a twentieth of the seats, and at least one.',
      proposalLimit: '1 to 10; 0 for no limit.',
      swingExtension: 'When a late ballot turns the outcome, the others can answer. At most as long as the voting.',
      lockWindow: 'In it ballots cannot be changed. At most half of the voting.',
    },
    between: (min: string, max: string) => `From ${min} to ${max}.`,
    consequences: 'What this comes to',
    consequencesMissing: 'Mend the numbers above; then it is said here what they come to.',
    withMembers: (n: string, quorum: string) =>
      `With ${n} members, ${quorum} must take part, and more for than against.`,
    withFew: (n: string, quorum: string) =>
      `With the ${n} members that a DAO has at least, ${quorum} must take part, and more for than against.`,
    earliest: (length: string) => `A decision can pay ${length} after it is proposed at the earliest.`,
    extended: (length: string) => `If a late ballot turns it, after ${length}.`,
    proposing: (votes: string) => `To propose one needs ${votes}.`,
    blocking: (n: string) => `${n} who vote against stop any decision.`,
    attackTitle: 'What an attack would take',
    attack: (n: string, of: string, after: string) =>
      `${n} of ${of} seats together can move everything, after ${after}, in public.`,
    unopposed: (n: string) => `Where nobody else votes, ${n} are enough.`,
    guarded: (length: string) =>
      `While the guardian cancels what it can, it takes ${length}: the vote that ends its office it cannot cancel.`,
    early: (n: string, of: string) => `Until the others of the list are seated, ${n} of ${of} are enough.`,
    bought: 'Seats can be bought: whoever pays enough holders can do the same.',
    hoarded: 'One account may hold several seats, so that several may be one person.',
    guardian: 'Guardian',
    guardianIntro:
      'One account that may cancel proposals and close gates for a time, and do nothing else. It protects a young DAO, and it can also stop what the members want.',
    hasGuardian: 'Have a guardian',
    guardianAccount: 'Address of the guardian',
    guardianTerm: 'Its term in days',
    guardianTermHint: 'Up to 365. Then its office ends by itself; a vote can end or renew it.',
    noGuardian: 'Nobody can cancel a decision but its proposer, before voting opens.',
    gates: 'Ways to a seat without a vote',
    gatesIntro:
      'A vote can always admit. Gates that are open from the first day wait for a vote, too: it appoints officers, opens a list or names a verifier. A closed gate needs one vote more.',
    gateText: {
      officers: 'Officers admit and renew, within an allowance that a vote gives them.',
      invitations: 'Officers invite by links.',
      lists: 'Whoever is on a list that a vote adopted takes a seat.',
      credentials: 'Whoever proves something to a verifier that a vote named takes a seat.',
    },
    share: 'One seat through the gates for so many seats',
    shareText: (seats: string, window: string) => `All gates together may now add ${seats} with a vote in ${window}.`,
    shareHint: 'From 10: then at most a tenth. A larger number lets fewer in.',
    transfer: 'Transfer of seats',
    transferText: {
      locked: 'Seats cannot be sold or sent; who leaves gives the seat up.',
      approved: 'A seat goes to somebody else only where an officer or a vote approved it.',
      free: 'Anybody may sell a seat to anybody: votes can be bought.',
    },
    several: 'An account may hold several seats',
    terms: 'Terms of seats that are given or renewed later',
    termsIntro:
      'A seat with a term has to be renewed, so that those who have left do not count for ever. Empty: without end.',
    selfRenewal: 'renewed by the holder',
    selfRenewalText: {
      yes: 'Holders renew their seats themselves.',
      no: 'An officer or a vote renews these seats.',
    },
    assetsIntro:
      'Tokens that the DAO names as its own concern: their balances and payments stand on its pages. The coin of the chain is always among them. Without naming, a token that somebody sends is held and not shown, so that nobody can put an advertisement on your pages. A vote can name more.',
    assetsText: 'Addresses of tokens, a line each',
    assetsNone: 'None are named. You can go on.',
    assetSays: (symbol: string) => `says that it is ${symbol}`,
    assetNothing: 'does not answer as a token on this chain',
    assetLooking: 'is being asked',
    problem: {
      empty: 'This is missing.',
      space: 'It begins or ends with a space.',
      whole: 'This is not a number as it is needed here.',
      address: 'This is not an address, or a letter of it is wrong.',
      zeroAddress: 'This is the zero address: nobody has it.',
      life: 'Voting and the time before it are longer than 40 days together.',
      swing: 'It is longer than the voting.',
      lock: 'It is longer than half of the voting.',
      form: 'This is not of the form that is needed here.',
      bytes: (bytes: string, most: string) => `It takes ${bytes} bytes; ${most} fit.`,
      size: (bytes: string, most: string) => `It takes ${bytes} bytes; ${most} fit.`,
      bounds: (min: string, max: string) => `It must be from ${min} to ${max}.`,
      twice: (account: string) => `${account} is named twice.`,
    },
    reviewIntro: 'As the rules page of the DAO will say it. Read it together with somebody who was not at this screen.',
    missing: 'Before the DAO can be made:',
    founders: 'Seats of the first day',
    gatesOpen: 'Open from the first day',
    capRule: (cap: string, window: string) => `All gates together may add ${cap} with a vote in ${window}.`,
    charterDocument: 'Charter: document no. 1',
    charterCid: 'It is published on IPFS as',
    charterNoNode: 'No IPFS node takes documents here. Save the charter and publish it yourself under this name.',
    charterSave: 'Save the charter',
    where: 'Where it will stand',
    whereIntro:
      'Only this account can make a DAO at these addresses, and only with these parameters: another letter is another address.',
    whereConnect: 'Connect a wallet to see the addresses, and to make the DAO.',
    factoryChecked: 'The factory and all that it makes DAOs of is the code of this version.',
    factoryForeign: (what: string) =>
      `The factory that is known on this chain is not of this version (${what}). No DAO is made with it.`,
    gas: 'What it costs',
    gasText: (gas: string, cost: string) => `up to ${gas} units of gas; at the price of now ${cost}`,
    gasUnits: (gas: string) => `up to ${gas} units of gas`,
    gasUnknown: 'not known before it can be tried out',
    gasBatch: (n: number, text: string) =>
      `${text} more ${plural(n, 'transaction', 'transactions')} for the list of founders`,
    make: 'Make the DAO',
    making: 'The charter is being published',
    makeSentence: (name: string) =>
      `The factory makes ${name} in one transaction, with all that stands above. You keep no right on it but your seat, if you have one.`,
    alreadyMade: 'This account has made exactly this DAO already.',
    openIt: 'Open it',
    waiting: 'The transaction that makes it was sent, and waits for a block.',
    askedUnknown:
      'The page was left while the wallet was asked, so nobody here knows whether the transaction was sent. Look into your wallet. If it was not sent, forget it and make the DAO again.',
    forget: 'It was not sent',
    lost: 'The transaction did not make the DAO. What you wrote is still here; make it again.',
    madeTitle: (name: string) => `${name} stands`,
    madeIntro: (block: string) =>
      `By the receipt of the transaction, in block ${block}. Whoever calls another address this DAO is wrong.`,
    seatsTitle: 'Seats of the list',
    seatsDone: (n: string) => `All ${n} members have their seats.`,
    seatsOpen: (done: string, all: string) =>
      `${done} of ${all} have their seats. The others are seated by anybody, within 30 days.`,
    seatsChanged:
      'The list of founders here is not the one that this DAO was made with. Load the file that you saved, and seat the others.',
    seatSentence: (seats: string, name: string) => `Gives ${seats} of the founders’ list of ${name} to their holders.`,
    seatButton: (n: string, of: string) => `Seat the others (${n} of ${of})`,
    census: 'Census',
    censusRuns: 'Code, references and rights are compared with what the factory makes.',
    censusHolds: (n: string) =>
      `All ${n} points agree: it is exactly what the factory makes, and nobody else has a right on it.`,
    censusDiffers: (n: number, text: string) =>
      `${text} ${plural(n, 'point differs', 'points differ')}. Do not use this DAO before somebody has understood why.`,
    toDo: 'What to do first',
    openHome: (name: string) => `Open ${name}`,
    doFile: 'Keep the file: with it the others of the list are seated, and the same DAO can be made elsewhere.',
    doShare: 'Give the members the address of the DAO:',
    copyAddress: 'Copy the address',
    doPropose:
      'Propose something small, so that everybody has voted once. Appoint an officer if you want to invite by links.',
    doProposeLink: 'First proposal',
    doJoin: 'Show others how to get a seat.',
    doJoinLink: 'How to join',
    doGive: 'Give something to the treasury.',
    doGiveLink: 'Treasury',
    another: 'Make another DAO',
    anotherConfirm: 'Was the file saved? What you wrote here is discarded.',
  },
}
