using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;
using Browser = Foyer.Server.Tests.Fixtures.WebSocketClient;

namespace Foyer.Terminal.Tests;

/// <summary>Scripts: one line after the other, one message, or the room as it comes.</summary>
public sealed class PipeTests
{
    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task Lines_are_sent_one_after_the_other(Codec codec)
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var link = await OpenAsync(server, "ada", codec);
        var (output, errors) = (new StringWriter(), new StringWriter());

        (
            await new LineMode(link, new StringReader("/join lobby\none\n\ntwo\n/who\n"), output, errors).RunAsync(
                default
            )
        ).ShouldBe(0, errors.ToString());

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[^2].ShouldEndWith("lobby ada: one");
        lines[^1].ShouldEndWith("lobby ada: two");
        errors.ToString().ShouldContain("Here: ada");
    }

    [Fact]
    public async Task An_event_is_planned_by_answers_one_after_the_other()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var link = await OpenAsync(server, "ada");
        var errors = new StringWriter();
        var date = server.Clock.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd");
        string[] answers =
        [
            "/join lobby",
            "/event new",
            "-",
            "Soup \"for\" forty",
            "Bring a bowl.",
            date,
            "18:30",
            "-",
            "Kitchen",
            "40",
            "2.50",
            "public",
            "/event new",
            "/stop",
            "/event new",
            "Half",
            "/stop",
        ];

        (
            await new LineMode(link, new StringReader(string.Join('\n', answers)), new StringWriter(), errors).RunAsync(
                default
            )
        ).ShouldBe(0, errors.ToString());

        errors.ToString().ShouldContain("is planned: ");
        var found = (await ada.GetAsync("/api/events")).ShouldBe(200).Json.GetProperty("results");
        found.GetArrayLength().ShouldBe(1);
        found[0].GetProperty("title").GetString().ShouldBe("Soup \"for\" forty");
        found[0].GetProperty("price").GetString().ShouldBe("2.50");
        found[0].GetProperty("maximum_attendees").GetInt64().ShouldBe(40);
        found[0].GetProperty("time").GetString().ShouldBe("18:30");
    }

    [Fact]
    public async Task A_line_that_is_refused_shows_in_the_exit_code()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var link = await OpenAsync(server, "ada");
        var errors = new StringWriter();
        (
            await new LineMode(
                link,
                new StringReader($"/join lobby\n{new string('x', 4001)}\nfine\n"),
                new StringWriter(),
                errors
            ).RunAsync(default)
        ).ShouldBe(1);
        errors.ToString().ShouldContain("4000");
    }

    [Fact]
    public async Task Send_tells_by_its_exit_code_whether_the_message_is_stored()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var room = (await ada.PostAsync("/api/chats/join", new { name = "lobby" })).Json.GetProperty("id").GetInt64();
        using (var link = await OpenAsync(server, "ada"))
            (await SendCommand.RunAsync(link, "#lobby", "Greetings", "by script", TextWriter.Null, default)).ShouldBe(
                0
            );
        var newest = (await ada.GetAsync($"/api/chats/{room}/messages")).Json.GetProperty("results")[0];
        (newest.GetProperty("text").GetString(), newest.GetProperty("subject").GetString()).ShouldBe(
            ("by script", "Greetings")
        );
        var errors = new StringWriter();
        using (var link = await OpenAsync(server, "ada"))
            (await SendCommand.RunAsync(link, "#nowhere", null, "x", errors, default)).ShouldBe(1);
        errors.ToString().ShouldContain("#nowhere");
    }

    [Fact]
    public async Task Tail_prints_what_is_said_as_one_JSON_object_a_line()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var room = (await ada.PostAsync("/api/chats/join", new { name = "lobby" })).Json.GetProperty("id").GetInt64();
        using var ben = await server.RegisterAsync("ben");
        await ben.JoinAsync("lobby");
        await using var browser = await Browser.JoinAsync(ben, room);
        using var link = await OpenAsync(server, "ada");
        using var enough = new CancellationTokenSource();
        var output = new Lines();
        var tailing = TailCommand.RunAsync(link, "lobby", asJson: true, output, TextWriter.Null, enough.Token);
        await browser.ExpectAsync("connected_user");

        (await ada.PostAsync($"/api/chats/{room}/messages", new { text = "said\n\u0085 now" })).ShouldBe(201);

        var line = await output.NextAsync();
        JsonDocument.Parse(line).RootElement.GetProperty("text").GetString().ShouldBe("said\n\u0085 now");
        line.Any(char.IsControl).ShouldBeFalse();
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(tailing);
    }

    [Fact]
    public async Task Commands_need_no_room_and_a_room_that_is_left_is_gone()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var (code, _, told) = await TypeAsync(
            server,
            "ben",
            "/events",
            "/help",
            "/join lobby",
            "/topic Tea",
            "/who",
            "/leave",
            "/pm \"ada\" psst",
            "/rooms"
        );
        code.ShouldBe(0, told);
        told.ShouldContain("Nothing is planned.");
        told.ShouldContain("/join ROOM");
        told.ShouldContain("Here: ben");
        told.ShouldContain("You have left lobby.");
        told.ShouldContain("Sent to ada.");
        told.ShouldEndWith("@ada\n");
        (await ada.GetAsync("/api/chats")).Text.ShouldContain("psst");
    }

    [Fact]
    public async Task The_account_is_deleted_by_who_knows_its_password()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var (refused, _, why) = await TypeAsync(server, "ben", "/delete-account", "keep", "guess", "/cancel", "/quit");
        refused.ShouldBe(0, why);
        why.ShouldContain("password: ");
        var (code, _, told) = await TypeAsync(server, "ben", "/delete-account", "keep", Person.Password);
        code.ShouldBe(0, told);
        told.ShouldContain("The account is deleted.");
        (await ada.GetAsync("/api/users/ben")).ShouldRefuse(404, "user_not_found");
    }

    [Fact]
    public async Task A_wrong_password_is_told_once_and_not_tried_again()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var link = new ServerLink(
            DoorOf(server, Codec.Json),
            new PresetAnswers("ada", "wrong horse"),
            comesBack: true
        );
        (await Should.ThrowAsync<UnreachableException>(link.OpenAsync(default))).Message.ShouldBe(
            "Username or password are incorrect"
        );
    }

    [Fact]
    public async Task A_door_that_takes_connections_and_says_nothing_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var clock = new TimerClock();
        var door = new ServerAddress(
            "127.0.0.1",
            ((IPEndPoint)silent.LocalEndpoint).Port,
            Codec.Binary,
            Tls: false,
            Pin: null
        );
        using var link = new ServerLink(door, new PresetAnswers("ada", Person.Password), comesBack: false, clock);
        var opening = link.OpenAsync(default);
        using var accepted = await silent.AcceptTcpClientAsync();
        // The first move may come before the terminal has begun to wait.
        while (!opening.IsCompleted)
        {
            clock.Move(TimeSpan.FromSeconds(10));
            await Task.WhenAny(opening, Task.Delay(10));
        }
        var why = await Should.ThrowAsync<UnreachableException>(opening);
        why.Message.ShouldBe(
            $"{door} takes connections but has said nothing for 10 s. Is it Foyer's terminal door, and one without TLS?"
        );
        why.IsFinal.ShouldBeFalse();
    }

    [Fact]
    public async Task Lines_for_no_room_are_reported_and_not_taken()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await ada.JoinAsync("lobby");
        var (code, _, told) = await TypeAsync(server, "ada", "one", "two");
        code.ShouldBe(1);
        told.ShouldContain("Not taken: one");
        told.ShouldContain("Choose a room first");
        (await ada.GetAsync("/api/chats")).Text.ShouldNotContain("\"one\"");
    }

    [Fact]
    public async Task Many_lines_are_paced_and_each_arrives_once()
    {
        await using var server = await TestServer.StartAsync(
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=0",
            "--Foyer:Limits:FramesPerSecond=20"
        );
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        using var link = await OpenAsync(server, "ada");
        var lines = Enumerable.Range(1, 250).Select(number => $"line {number}").ToList();
        var errors = new StringWriter();
        var mode = new LineMode(link, new StringReader(string.Join('\n', lines)), new StringWriter(), errors)
        {
            Begin = "lobby",
        };

        (await mode.RunAsync(default)).ShouldBe(0, errors.ToString());

        var stored = new List<string>();
        for (long before = long.MaxValue; ; )
        {
            var page = (await ada.GetAsync($"/api/chats/{lobby}/messages?limit=100&before={before}"))
                .Json.GetProperty("results")
                .EnumerateArray()
                .ToList();
            if (page.Count == 0)
                break;
            before = page[^1].GetProperty("id").GetInt64();
            stored.AddRange(
                page.Where(message => message.GetProperty("kind").GetString() == "text")
                    .Select(message => message.GetProperty("text").GetString()!)
            );
        }
        stored.AsEnumerable().Reverse().ShouldBe(lines);
    }

    [Theory]
    [InlineData("/pm john smith hi", null)]
    [InlineData("/msg john smith hi", null)]
    [InlineData("/msg @john smith hi", null)]
    [InlineData("/msg john\tsmith hi", null)]
    [InlineData("/pm john\tsmith hi", null)]
    [InlineData("/kick john smith 5", null)]
    [InlineData("/pm \"john\" smith hi", "john")]
    [InlineData("/msg \"john\" smith hi", "john")]
    [InlineData("/pm \"john smith\" hi", "john smith")]
    [InlineData("/msg @\"john smith\" hi", "john smith")]
    [InlineData("/pm john hi", "john")]
    [InlineData("/pm john  hi", "john")]
    [InlineData("/msg john  hi", "john")]
    [InlineData("/msg john hi", "john")]
    public async Task A_private_message_reaches_nobody_whom_it_does_not_name(string typed, string? recipient)
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var john = await server.RegisterAsync("john");
        using var smith = await server.RegisterAsync("smith");
        (await smith.PatchAsync("/api/users/me", new { username = "john smith" })).ShouldBe(200);

        var (code, _, told) = await TypeAsync(server, "ada", typed);

        code.ShouldBe(recipient is null ? 1 : 0, told);
        if (recipient is null)
            told.ShouldContain("quotes");
        foreach (var (name, person) in ((string, Person)[])[("john", john), ("john smith", smith)])
            (await person.GetAsync("/api/chats"))
                .Text.Contains("hi\"", StringComparison.Ordinal)
                .ShouldBe(name == recipient);
    }

    [Fact]
    public async Task Any_message_can_be_changed_by_its_number()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new string('x', 900_000));

        var (code, _, told) = await TypeAsync(
            server,
            "ada",
            "/room lobby",
            "first",
            "second",
            "third",
            "/edit 3 First",
            "/delete 2",
            "/reply 2 Agreed",
            "/react 1 👍",
            $"/upload {file}"
        );

        File.Delete(file);
        code.ShouldBe(0, told);
        var messages = (await ada.GetAsync($"/api/chats/{lobby}/messages")).Json.GetProperty("results");
        messages[0].GetProperty("attachments")[0].GetProperty("size").GetInt64().ShouldBe(900_000);
        messages[1].GetProperty("reply_to").GetProperty("text").GetString().ShouldBe("First");
        messages[1].GetProperty("reactions").GetProperty("👍").GetArrayLength().ShouldBe(1);
        messages[2].GetProperty("text").GetString().ShouldBe("third");
        messages[3].GetProperty("is_deleted").GetBoolean().ShouldBeTrue();
        messages[4].GetProperty("text").GetString().ShouldBe("First");

        var (refused, _, why) = await TypeAsync(server, "ada", "/room lobby", "/edit 99 x", "/react 1 nothing");
        refused.ShouldBe(1);
        why.ShouldContain("There is no message 99 here.");
        why.ShouldContain("Send one emoji.");
    }

    [Fact]
    public async Task Both_sides_may_delete_direct_messages()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        (await TypeAsync(server, "ada", "/msg ben secret")).Code.ShouldBe(0);
        var (code, _, told) = await TypeAsync(server, "ben", "/room @ada", "/delete 1");
        code.ShouldBe(0, told);
        (await ada.GetAsync("/api/chats")).Text.ShouldNotContain("secret");
    }

    private static async Task<(int Code, string Output, string Told)> TypeAsync(
        TestServer server,
        string name,
        params string[] lines
    )
    {
        using var link = await OpenAsync(server, name);
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = await new LineMode(link, new StringReader(string.Join('\n', lines)), output, errors).RunAsync(
            default
        );
        return (code, output.ToString(), errors.ToString());
    }

    private static Task<TestServer> StartAsync() =>
        TestServer.StartAsync("--Foyer:Tcp:Enabled=true", "--Foyer:Tcp:Port=0");

    private static async Task<ServerLink> OpenAsync(TestServer server, string name, Codec codec = Codec.Binary)
    {
        var link = new ServerLink(DoorOf(server, codec), new PresetAnswers(name, Person.Password), comesBack: false);
        await link.OpenAsync(default);
        return link;
    }

    private static ServerAddress DoorOf(TestServer server, Codec codec)
    {
        var (host, port) = ServerAddress.Parse(server.Get<TcpServer>().Address!)!.Value;
        return new ServerAddress(host, port, codec, Tls: false, Pin: null);
    }
}
