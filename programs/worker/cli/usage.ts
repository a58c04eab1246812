export const USAGE = `Offers this machine on Pyronet and serves the leases that renters take.

Usage: npm run worker -- <command> [options]

  selftest      check this machine, its engine and the network; changes nothing and stakes nothing
  onboard       make keys, register, stake, post the bond, measure the speed, list the offer
  serve         onboard where that is still to do, then serve leases until stopped   (the default)
  card          print what a wallet needs to register this machine itself; use it with --for
  fleet <file>  serve several machines in one process; the file is described in programs/worker/fleets/README.md
  status [file] show the provider, its offers, leases, bids and balances, and what is parked for it; with a fleet file
                those of all its machines, and what its keeper earned in tips
  claim         collect what settled leases owe
  drain         take the offers off the market; leases that run stay
  withdraw      drain, then start to take out bond and stake; run it again after the unbonding time

  --rpc <url>        JSON-RPC of the chain, several separated by commas   (default http://127.0.0.1:8899)
  --ws <url>         websocket of the chain                               (default: the RPC port + 1)
  --data <dir>       keys, blobs and the state of leases                  (default .pyronet/worker)
  --listen <h:p>     where renters reach this worker; port 0 takes a free one and keeps it   (default 127.0.0.1:0)
  --public-url <url> how renters reach --listen from outside, where they can
  --relay <url>      site that relays to this worker, so that it needs no open port; may be repeated
  --engine <kind>    auto, native or wasm                                 (default auto)
  --threads <n>      threads the engine uses                              (default: all)
  --drain-s <n>      after a stop signal, how long running leases may still finish, in seconds   (default 5)
  --failover         bid for leases that other providers failed, at this machine's price, and serve what is awarded
  --local-keys       use worthless public keys and the faucet; local network only
  --cards <dir>      fleet: where cards of machines that wait for a provider are put
                     (default: worker-cards in $PYRONET_DATA_DIR or .pyronet)

Of the machine; a fleet takes these from its file:

  --name <text>      name shown on the market                             (default worker)
  --price <usdc>     asking price per GPU-hour, USDC                      (default 0.25)
  --bond <usdc>      bond that covers leases, topped up when less is left (default 100)
  --class <name>     GPU class, such as "RTX 4090"                        (default CPU)
  --region <code>    where the machine stands, such as eu-west            (default: not stated)
  --tier <n>         1 consumer, 2 mining fleet, 3 data center            (default: what the class asks for)
  --vram-gib <n>     memory of each GPU                                   (default: what the class promises)
  --gpus <n>         GPUs of the offer, each guaranteed an equal share    (default 1)
  --disk-gib <n>     most the blobs may take                              (default 8)
  --for <address>    serve for the provider of this wallet, which registers, stakes and lists by itself: only the
                     worker key is on this machine, and no money but the fees of its transactions
  --help             show this text

Keys stay in --data/keys on this machine, readable by you alone. Back them up.`;
