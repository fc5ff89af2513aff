import type { Resource } from '@medplum/fhirtypes';
import { markdown, raw } from './markdown.ts';

/** Key of the card extension that names the orders a card is about: `{ "references": ["MedicationRequest/1"] }`. */
export const orderExtension = 'org.cardwright.order';

/** A draft order of the call and what it is called, for example by its medication. */
export interface NamedOrder {
  readonly order: Resource;
  readonly name: string;
}

/** The same said twice: to the reader and to the client. */
export interface AboutOrders {
  /** One line of Markdown for `detail`. */
  readonly line: string;
  /** For `card({ extension })`; empty when the client gave no order an id, so that there is nothing to refer to. */
  readonly extension: Readonly<Record<string, unknown>>;
}

/**
 * Says which orders of the call a card is about, so that it cannot be read as advice on another draft beside them
 * (Da Vinci CRD dev-24 asks for it in `detail`; CDS Hooks has no element for it).
 */
export function aboutOrders(orders: readonly NamedOrder[]): AboutOrders {
  const names = orders.map(({ order, name }) => raw(nameWithReference(order, name)));
  const references = orders.flatMap(({ order }) =>
    order.id === undefined ? [] : [`${order.resourceType}/${order.id}`],
  );
  const list = raw(names.map((name) => name.markdown).join('; '));
  return {
    line: orders.length === 0 ? '' : markdown`About the ${orders.length === 1 ? 'order' : 'orders'}: ${list}.`,
    extension: references.length === 0 ? {} : { [orderExtension]: { references } },
  };
}

const nameWithReference = ({ resourceType, id }: Resource, name: string): string =>
  id === undefined ? markdown`${name}` : markdown`${name} (${`${resourceType}/${id}`})`;
