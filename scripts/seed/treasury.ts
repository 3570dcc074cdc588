import {
  encodeFunctionData,
  parseEther,
  parseUnits,
  sha256,
  zeroAddress,
  zeroHash,
  type Abi,
  type Address,
  type Hex,
  type TransactionReceipt,
} from 'viem'
