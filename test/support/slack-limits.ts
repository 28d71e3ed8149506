/** Slack's documented limits of blocks, written anew from its reference, so that the renderer is not judged by its own numbers. */

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a message breaks, one sentence each. */
export function blockFaults(blocks: unknown): readonly string[] {
  if (!Array.isArray(blocks)) return ['blocks is no list'];
  const faults = blocks.flatMap((block: unknown) =>
    isRecord(block) ? ofBlock(block) : ['a block is no object'],
  );
  if (blocks.length > 50) faults.push('more than 50 blocks');
  // Not documented; seen as msg_blocks_too_long at about 13200 characters.
  if (JSON.stringify(blocks).length > 13_000) faults.push('all blocks together are too long');
  return faults;
}

function ofBlock(block: Json): readonly string[] {
  switch (block['type']) {
    case 'header':
      return textFaults(block['text'], 150, ['plain_text']);
    case 'section': {
      const { text, fields } = block;
      if (text === undefined && fields === undefined) return ['a section without text and fields'];
      return [
        ...(text === undefined ? [] : textFaults(text, 3000)),
        ...(fields === undefined ? [] : fieldFaults(fields)),
      ];
    }
    case 'actions':
      return actionFaults(block['elements']);
    default:
      return [`an unknown block ${String(block['type'])}`];
  }
}

function fieldFaults(fields: unknown): readonly string[] {
  if (!Array.isArray(fields) || fields.length === 0 || fields.length > 10) return ['1 to 10 fields'];
  return fields.flatMap((field) => textFaults(field, 2000));
}

function actionFaults(elements: unknown): readonly string[] {
  if (!Array.isArray(elements) || elements.length === 0 || elements.length > 25) return ['1 to 25 elements'];
  const ids = elements.map((each: unknown) => (isRecord(each) ? each['action_id'] : null));
  const twice = new Set(ids).size === ids.length ? [] : ['an action_id twice in one block'];
  return [
    ...twice,
    ...elements.flatMap((each: unknown) => (isRecord(each) ? buttonFaults(each) : ['no element'])),
  ];
}

function buttonFaults(button: Json): readonly string[] {
  const within = (key: string, limit: number): readonly string[] => {
    const value = button[key];
    if (value === undefined) return [];
    return typeof value === 'string' && value.length > 0 && value.length <= limit
      ? []
      : [`${key} of a button`];
  };
  return [
    ...(button['type'] === 'button' ? [] : ['an element that is no button']),
    ...(button['action_id'] === undefined ? ['a button without action_id'] : []),
    ...textFaults(button['text'], 75, ['plain_text']),
    ...within('action_id', 255),
    ...within('value', 2000),
    ...within('url', 3000),
  ];
}

/** Text that Slack takes as it is meant: within its limit, no control sequence that nobody wrote. */
function textFaults(text: unknown, limit: number, types = ['plain_text', 'mrkdwn']): readonly string[] {
  if (!isRecord(text) || typeof text['text'] !== 'string') return ['a text without text'];
  const value = text['text'];
  return [
    ...(types.includes(String(text['type'])) ? [] : [`a text of type ${String(text['type'])}`]),
    ...(value.length === 0 ? ['an empty text'] : []),
    ...(value.length > limit
      ? [`a text of ${String(value.length)} characters, allowed ${String(limit)}`]
      : []),
    ...markupFaults(value),
  ];
}

/** What would call people, link, or break an entity. */
export function markupFaults(value: string): readonly string[] {
  return [
    ...(/[<>]/.test(value) ? ['an angle bracket that is not escaped'] : []),
    ...(/&(?!amp;|lt;|gt;)/.test(value) ? ['an ampersand that is not escaped'] : []),
    ...(/@(channel|here|everyone)\b/i.test(value) ? ['a mention'] : []),
    ...(/\p{Cs}/u.test(value) ? ['half a character'] : []),
  ];
}
