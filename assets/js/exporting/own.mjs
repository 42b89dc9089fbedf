// Pictures that the server draws from what a page says of them.

/**
 * A page adds itself by kind: what it shows now, or null where there is none.
 * @type {Record<string, () => ({ element: Element, title: string, snapshot: object } | null)>}
 */
export const pictures = {};
