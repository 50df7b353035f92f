export const carry = {
  action: 'Carry by file',
  title: 'Carry changes by file',
  lead: 'When there is no connection: write what waits here to a file, take it to another device of the shop that has one, and bring it to the server from there.',
  out: {
    title: 'From this device',
    waiting_zero: 'Nothing waits here: the server has everything.',
    waiting_one: '{{count}} change waits here to be sent.',
    waiting_other: '{{count}} changes wait here to be sent.',
    body: 'The file is sealed: only the shop’s server can open it. The changes stay here too, and nothing is counted twice.',
    save: 'Write the file',
    saved_one: '{{count}} change is in the file. It stays here too, until the server has it.',
    saved_other: '{{count}} changes are in the file. They stay here too, until the server has them.',
  },
  in: {
    title: 'From another device',
    body: 'Choose a file that a device of this shop wrote. You see what is in it before anything happens.',
    choose: 'Choose a file',
    other: 'Choose another file',
    looking: 'The server is looking at the file…',
    bring: 'Bring to the server',
    bringing: 'Bringing the changes to the server…',
    close: 'Close',
  },
  file: {
    label: 'What is in the file',
    device: 'From till',
    people: 'Written by',
    since: 'Oldest change',
    madeAt: 'File written',
    changes: 'Changes',
    fresh: 'New to the server',
    present: 'Already there',
    refused: 'Cannot be taken',
  },
  nothingNew: 'The server has all of this already. There is nothing to do.',
  done: {
    title_zero: 'Nothing was new: the server had everything already.',
    title_one: '{{count}} change has arrived at the server.',
    title_other: '{{count}} changes have arrived at the server.',
    merged_one: 'One of them was put together with what somebody else had changed meanwhile.',
    merged_other: '{{count}} of them were put together with what others had changed meanwhile.',
    present_one: '{{count}} was there already and was left as it is.',
    present_other: '{{count}} were there already and were left as they are.',
    refused_one:
      '{{count}} could not be taken. It stays on its own device, which will show it with the reason:',
    refused_other:
      '{{count}} could not be taken. They stay on their own device, which will show them with the reason:',
    keep: 'You can throw the file away, or bring it again: nothing is counted twice.',
  },
  problem: {
    'nothing-pending': 'Nothing waits here: the server has everything.',
    'no-key':
      'This device has not been given a key for files yet. Sign in once with a connection, then try again. What waits stays here.',
    'not-a-carry-file': 'This is not a file with changes of a Comptoir device. Nothing has changed.',
    torn: 'The file is incomplete: it was cut off when it was copied. Copy it again from the device that wrote it. Nothing has changed.',
    altered:
      'The server cannot open this file: it was changed or damaged on the way. Write it again on the device it comes from. Nothing was taken.',
    'other-shop': 'This file belongs to another shop. Nothing was taken.',
    'device-unknown':
      'The server does not know the device that wrote this file. Sign in on that device once with a connection. Nothing was taken.',
    'device-revoked':
      'The device that wrote this file was shut out of the shop. Nothing was taken; keep the file and ask an administrator.',
    'person-left':
      'The person who wrote this file no longer works in the shop. Nothing was taken; keep the file and ask an administrator.',
    'older-program':
      'This file was written by a Comptoir that is too old for the server. Update that device and write the file again; its changes are still there.',
    'newer-program':
      'This file was written by a newer Comptoir. Update this device and the server, then bring it again. Nothing was taken.',
    offline:
      'The server is not in reach from here either. Keep the file and bring it from a device that has a connection. What had arrived already is not counted twice.',
    'sign-in': 'The server asks for your password again. Sign in, then bring the file once more.',
    update: 'This Comptoir is too old for the server. Update it, then bring the file once more.',
    failed: 'The server did not understand the file. Keep it and tell support. What had arrived stays.',
    'too-large': 'This file is too large to be one of Comptoir’s. Nothing has changed.',
    unreadable: 'The file could not be read. Was it moved, or its stick pulled out? Nothing has changed.',
    'not-saved':
      'The file could not be written. Is there room, and may it be written there? The changes stay here.',
  },
} as const
