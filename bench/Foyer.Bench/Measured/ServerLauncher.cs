using System.Diagnostics;
using System.Text;
using Foyer.Bench.Load;

namespace Foyer.Bench.Measured;

/// <summary>Foyer as it is measured, and those it is compared with.</summary>
internal static class ServerLauncher
{
    private static readonly string Padding = new('x', 120);

    public static readonly string Root =
        Environment.GetEnvironmentVariable("FOYER_ROOT")
        ?? throw new InvalidOperationException("Start this by bin/bench.");

    private static readonly string[] Limits =
    [
        "MessagesPerSecond",
        "FramesPerSecond",
        "TypingSeconds",
        "ConnectionsPerUser",
        "ConnectionsPerAddress",
        "Connections",
    ];

    private static readonly PeerProtocol Foyer = new()
    {
        Path = _ => "/ws",
        Headers = client => $"Authorization: Bearer {client.Token}\r\n",
        Steps =
        [
            new Step(
                client => $$"""{"event_type":"join_chat","chat":{{client.Chat}}}""",
                Encoding.UTF8.GetBytes("\"online_user_list\"")
            ),
        ],
        Message = (client, marker) =>
            $$"""{"event_type":"chat_message","chat":{{client.Chat}},"text":"{{marker}}{{Padding}}","client_id":"{{marker}}"}""",
    };

    /// <summary>Sends typing frames instead of messages: nothing is stored, and the sender does not receive its own.</summary>
    public static readonly PeerProtocol Typing = Foyer with
    {
        Message = (client, _) => $$"""{"event_type":"typing_indicator","chat":{{client.Chat}}}""",
        Unmarked = "{\"event_type\":\"typing_indicator\""u8.ToArray(),
    };

    /// <summary>Signed in, but present in no room.</summary>
    public static readonly PeerProtocol Outside = Foyer with { Steps = [new Step(null, "\"ready\""u8.ToArray())] };

    public static MeasuredServer Start(string name, int people, int rooms) =>
        name == "foyer" ? StartFoyer(people, rooms) : Peers.Start(name);

    /// <summary>Starts a server on an empty folder with this number of users; user i is a member of room i mod rooms.</summary>
    public static MeasuredServer StartFoyer(int people, int rooms)
    {
        var folder = Directory.CreateTempSubdirectory("foyer-bench-").FullName;
        var server = OpenFoyer(folder);
        try
        {
            if (people > 0)
                server.People = Populate(folder, people, rooms);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts a server on a folder, which is deleted when the server is disposed.</summary>
    public static MeasuredServer OpenFoyer(string folder, params string[] settings) =>
        MeasuredServer.Start(
            "dotnet",
            [
                Path.Combine(Root, ".build/server/Foyer.Server.dll"),
                "--urls=http://127.0.0.1:0",
                $"--data={folder}",
                "--Foyer:Tcp:Enabled=false",
                "--Foyer:Test:Populate=true",
                .. Limits.Select(limit => $"--Foyer:Limits:{limit}=0"),
                .. settings,
            ],
            Foyer,
            numbered: true,
            folder
        );

    private static List<Person> Populate(string folder, int people, int rooms)
    {
        var file = Path.Combine(folder, "people.txt");
        Execute(
            Path.Combine(Root, "bin/admin"),
            "populate",
            "--data",
            folder,
            "--people",
            $"{people}",
            "--rooms",
            $"{rooms}",
            "--out",
            file
        );
        return
        [
            .. File.ReadLines(file).Select(line => line.Split(' ')).Select(parts => new Person(parts[0], parts[1])),
        ];
    }

    public static void Execute(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
