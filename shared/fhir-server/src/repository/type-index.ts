import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { CompiledSearch, SearchFilter } from '../search/compile-search.ts';
import type { OwnBases } from '../search/reference-keys.ts';
import { sortEntries } from '../search/sort-entries.ts';
import { indexEntry, type StoredEntry } from './index-entry.ts';

/** What a search found: one page, and how many there are. */
export interface FoundPage {
  readonly resources: readonly WithId<Resource>[];
  readonly total: number;
}

/** The resources of one type with their indexes. */
export class TypeIndex {
  readonly #ownBases: OwnBases;
  readonly #entries = new Map<string, StoredEntry>();
  readonly #postings = new Map<string, Set<StoredEntry>>();
  #nextSequence = 0;

  constructor(ownBases: OwnBases) {
    this.#ownBases = ownBases;
  }

  get(id: string): WithId<Resource> | undefined {
    return this.#entries.get(id)?.resource;
  }

  all(): readonly WithId<Resource>[] {
    return [...this.#entries.values()].map(({ resource }) => resource);
  }

  put(resource: WithId<Resource>): void {
    const sequence = this.#entries.get(resource.id)?.sequence ?? this.#nextSequence++;
    this.remove(resource.id);
    const entry = indexEntry(resource, sequence, this.#ownBases);
    this.#entries.set(resource.id, entry);
    for (const key of entry.keys) {
      const posting = this.#postings.get(key);
      if (posting) posting.add(entry);
      else this.#postings.set(key, new Set([entry]));
    }
  }

  remove(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    for (const key of entry.keys) {
      const posting = this.#postings.get(key);
      posting?.delete(entry);
      if (posting?.size === 0) this.#postings.delete(key);
    }
  }

  /** Walks the smallest index that the query names, asks the other filters of each entry, then sorts and cuts the page. */
  find(search: CompiledSearch): FoundPage {
    const found = this.#narrow(search.filters);
    if (search.countOnly) return { resources: [], total: found.length };
    const end = search.offset + search.count;
    const page = sortEntries(found, search.sort, end).slice(search.offset, end);
    return { resources: page.map(({ resource }) => resource), total: found.length };
  }

  /** The resources that hold one of these index keys, in order of first appearance. */
  holding(keys: readonly string[]): readonly WithId<Resource>[] {
    return union(this.#postingsOf(keys))
      .toSorted((left, right) => left.sequence - right.sequence)
      .map(({ resource }) => resource);
  }

  /** True when the resource with this id is among the matches. */
  matches(id: string, filters: readonly SearchFilter[]): boolean {
    const entry = this.#entries.get(id);
    return entry !== undefined && matchesAll(entry, filters);
  }

  #narrow(filters: readonly SearchFilter[]): readonly StoredEntry[] {
    const indexed = filters.flatMap((filter) => ('keys' in filter ? [this.#postingsOf(filter.keys)] : []));
    // Of two equal ones the filter with more keys is walked, because it is the dearer one to ask.
    indexed.sort((left, right) => sizeOf(left) - sizeOf(right) || right.length - left.length);
    const [first, ...others] = indexed;
    const candidates = first ? union(first) : [...this.#entries.values()];
    const tests = filters.flatMap((filter) => ('test' in filter ? [filter.test] : []));
    return candidates.filter(
      (entry) => others.every((postings) => isIn(postings, entry)) && tests.every((test) => test(entry)),
    );
  }

  #postingsOf(keys: readonly string[]): Postings {
    return keys.flatMap((key) => this.#postings.get(key) ?? []);
  }
}

type Postings = readonly ReadonlySet<StoredEntry>[];

const union = (postings: Postings): readonly StoredEntry[] =>
  postings.length === 1 ? [...(postings[0] ?? [])] : [...new Set(postings.flatMap((posting) => [...posting]))];

const isIn = (postings: Postings, entry: StoredEntry): boolean => postings.some((posting) => posting.has(entry));

const sizeOf = (postings: Postings): number => postings.reduce((sum, posting) => sum + posting.size, 0);

/** True when the entry meets every filter. */
export const matchesAll = (entry: StoredEntry, filters: readonly SearchFilter[]): boolean =>
  filters.every((filter) => ('keys' in filter ? filter.keys.some((key) => entry.keys.has(key)) : filter.test(entry)));
