using System.Text;
using Foyer.Bench.Load;

namespace Foyer.Bench.Measured;

/// <summary>
/// The servers that Foyer is compared with, each written as a minimal room in a day: none checks rights, and none stores
/// anything.
/// </summary>
internal static class Peers
{
    // Ends each message of SignalR's protocol.
    private const char End = '\x1e';
    private static readonly string Padding = new('x', 120);

    private static readonly PeerProtocol Plain = new()
    {
        Path = client => $"/{client.Room}",
        Message = (client, marker) =>
            $$"""{"room":"{{client.Room}}","from":"user{{client.Number}}","text":"{{marker}}{{Padding}}"}""",
    };

    private static readonly PeerProtocol SocketIo = new()
    {
        Path = _ => "/socket.io/?EIO=4&transport=websocket",
        Steps =
        [
            new Step(null, "0{"u8.ToArray()),
            new Step(_ => "40", "40{"u8.ToArray()),
            new Step(client => $"""420["join","{client.Room}"]""", "430"u8.ToArray()),
        ],
        Message = (client, marker) =>
            $$"""42["say",{"room":"{{client.Room}}","from":"user{{client.Number}}","text":"{{marker}}{{Padding}}"}]""",
        KeepAlive = ("2"u8.ToArray(), "3"),
    };

    private static readonly PeerProtocol SignalR = new()
    {
        Path = _ => "/hub",
        Steps =
        [
            new Step(_ => $$"""{"protocol":"json","version":1}{{End}}""", "{}"u8.ToArray()),
            new Step(
                client => $$"""{"type":1,"invocationId":"1","target":"Join","arguments":["{{client.Room}}"]}{{End}}""",
                "\"type\":3"u8.ToArray()
            ),
        ],
        Message = (client, marker) =>
            $$"""{"type":1,"target":"Say","arguments":["{{client.Room}}","user{{client.Number}}","{{marker}}{{Padding}}"]}{{End}}""",
        End = (byte)End,
        KeepAlive = (Encoding.UTF8.GetBytes($$"""{"type":6}{{End}}"""), $$"""{"type":6}{{End}}"""),
    };

    public static MeasuredServer Start(string name) =>
        name switch
        {
            "limit" => MeasuredServer.Start(Limit(), ["0"], Plain),
            "ws" => MeasuredServer.Start("node", [Node("ws.js")], Plain),
            "socketio" => MeasuredServer.Start("node", [Node("socketio.js")], SocketIo),
            "signalr" => MeasuredServer.Start("dotnet", [Hub()], SignalR),
            _ => throw new InvalidOperationException(
                $"There is no peer named {name}; there are limit, signalr, ws, socketio."
            ),
        };

    private static string Limit()
    {
        var program = Path.Combine(ServerLauncher.Root, ".build/limit");
        ServerLauncher.Execute("cc", "-O2", "-o", program, Path.Combine(ServerLauncher.Root, "bench/peers/limit.c"));
        return program;
    }

    private static string Node(string script)
    {
        var folder = Path.Combine(ServerLauncher.Root, "bench/peers/node");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            ServerLauncher.Execute("npm", "ci", "--prefix", folder, "--silent", "--no-audit", "--no-fund");
        return Path.Combine(folder, script);
    }

    private static string Hub()
    {
        var built = Path.Combine(ServerLauncher.Root, ".build/signalr");
        var program = Path.Combine(built, "SignalR.dll");
        if (!File.Exists(program))
            ServerLauncher.Execute(
                "dotnet",
                "publish",
                Path.Combine(ServerLauncher.Root, "bench/peers/signalr"),
                "-c",
                "Release",
                "-o",
                built,
                "-v",
                "q",
                "-nologo"
            );
        return program;
    }
}
