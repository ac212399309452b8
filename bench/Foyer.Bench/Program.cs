using Foyer.Bench;
using Foyer.Bench.Benchmarks;

if (args is [] or ["--list"] or ["--help"])
{
    Console.WriteLine("bin/bench NAME [--peers limit,signalr,ws,socketio] [--runs 3] [--seconds 10] …\n");
    foreach (var (name, bench) in BenchmarkTable.All)
        Console.WriteLine($"  {name, -10} {bench.Meaning}");
    return 0;
}
if (!BenchmarkTable.All.TryGetValue(args[0], out var chosen))
{
    Console.Error.WriteLine($"There is no benchmark named {args[0]}; `bin/bench --list` names them.");
    return 2;
}
if (Options.Read(args[1..], out var wrong) is not { } options)
{
    Console.Error.WriteLine(wrong);
    return 2;
}
Console.WriteLine("Every server runs as a process of its own, Foyer published and with its rate limits set to 0.");
return chosen.Run(options) ? 0 : 1;
