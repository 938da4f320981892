import StewardCommands

await Root.main()
