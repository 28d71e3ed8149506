/** The part of dagre that is called, here and by the service's lineage: its own declarations name files in a way that Node's resolution does not take. */
declare module '@dagrejs/dagre' {
  export interface Placed {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    rank?: number;
  }
  export class Graph {
    constructor(options: { readonly multigraph: boolean });
    setGraph(label: {
      readonly rankdir: 'LR';
      readonly nodesep: number;
      readonly ranksep: number;
      readonly marginx: number;
      readonly marginy: number;
      readonly edgesep?: number;
      /** Sets the rank of every node; default: dagre's own. */
      readonly ranker?: (graph: Graph) => void;
    }): this;
    nodes(): readonly string[];
    setNode(name: string, label: { readonly width: number; readonly height: number }): this;
    setEdge(from: string, to: string, label: object, name: string): this;
    /** Once it is laid out. */
    graph(): { readonly width: number; readonly height: number };
    node(name: string): Placed;
    edge(
      from: string,
      to: string,
      name: string,
    ): { readonly points: readonly { readonly x: number; readonly y: number }[] } | undefined;
  }
  export function layout(graph: Graph): void;
}
