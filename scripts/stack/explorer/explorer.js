'use strict'
const { GraphiQL, React, ReactDOM } = window

const example = `# Ctrl-Enter asks the index.
# The book at the edge: its schema.

query Lakeside {
  proposals(first: 5, orderBy: number, orderDirection: desc) {
    number
    title
    forVotes
    againstVotes
    abstainVotes
    deadline
    executedAt
  }
  flows(first: 5, orderBy: at, orderDirection: desc) {
    direction
    amount
    asset {
      kind
      token
    }
    counterparty
    proposal {
      number
    }
  }
}
`

const isWide = window.matchMedia('(min-width: 60rem)').matches
ReactDOM.createRoot(document.getElementById('explorer')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: document.body.dataset.subgraph }),
    defaultQuery: example,
    // The index takes no headers.
    isHeadersEditorEnabled: false,
    showPersistHeadersSettings: false,
    ...(isWide && { visiblePlugin: 'Documentation Explorer' }),
  }),
)
