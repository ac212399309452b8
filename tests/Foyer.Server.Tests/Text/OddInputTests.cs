using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.House;
using Foyer.Server.Tests.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace Foyer.Server.Tests.Text;

/// <summary>
/// Sends odd values to everything that reads any: each property of the API document, queries, paths, forms, frames. Each must be
/// answered without a fault: no 5xx, no connection that ends without a word, no line in the error log.
/// </summary>
public sealed partial class OddInputTests(ITestOutputHelper output) : IAsyncLifetime
{
    // Stop the server, sign the tests out, or hash a password at full length.
    private static readonly string[] Left = ["/api/admin/kill", "/api/logout", "/api/users/me/export"];

    // What the document does not name yet.
    private static readonly Dictionary<string, string> Queries = new()
    {
        ["/api/search"] = "q kind from in before after has sort cursor limit",
        ["/api/events"] = "search location from to mine seats price after before limit tag",
        ["/api/users"] = "search after before limit",
        ["/api/chats"] = "public search after before cursor limit",
        ["/api/chats/{room}/messages"] = "before after around limit sort user from to search near",
        ["/api/chats/{room}/members"] = "after before limit",
        ["/api/stream"] = "chats after",
        ["/api/notifications"] = "after before limit",
        ["/api/admin/audit"] = "by action subject before after limit from to",
        ["/api/admin/reports"] = "after before limit state",
        ["/api/admin/registrations"] = "after before limit",
        ["/search"] = "q kind from in before after has cursor",
        ["/event-overview"] = "search location from to mine seats price after before",
        ["/event-create"] = "like",
        ["/event-detail"] = "id",
        ["/event-edit"] = "id",
        ["/event-cancel"] = "id",
        ["/ticket"] = "id",
        ["/room"] = "search after",
        ["/rooms/{room}"] = "before after around",
        ["/notifications"] = "after before",
        ["/login"] = "returnUrl",
        ["/register"] = "setup invite returnUrl",
        ["/confirm"] = "hash success",
        ["/password-save"] = "hash",
        ["/unsubscribe"] = "user key",
        ["/admin"] = "search from",
        ["/admin/audit"] = "by action subject from",
        ["/admin/rooms"] = "from",
        ["/admin/events"] = "from",
        ["/admin/mail"] = "from",
    };

    private static readonly string[] Paths =
    [
        "/api/users/{odd}",
        "/api/direct/{odd}",
        "/api/friends/{odd}",
        "/api/chats/{odd}",
        "/api/chats/{room}/members/{odd}",
        "/api/events/{odd}",
        "/api/events/{odd}.ics",
        "/api/messages/{odd}",
        "/api/invites/{odd}",
        "/api/push/{odd}",
        "/profile/{odd}",
        "/chat/{odd}",
        "/rooms/{odd}",
        "/join/{odd}",
        "/events/{odd}",
        "/notifications/{odd}",
        "/admin/users/{odd}",
        "/calendar/{odd}.ics",
        "/media/files/{odd}",
        "/{odd}",
    ];

    private static readonly string[] PagesWithForms =
    [
        "/room",
        "/rooms/{room}",
        "/rooms/{room}/settings",
        "/chat",
        "/chat/ben",
        "/friends",
        "/profile-edit",
        "/profile/ben",
        "/settings",
        "/settings/privacy",
        "/settings/calendar",
        "/settings/data",
        "/settings/notifications",
        "/password-save",
        "/password-reset",
        "/event-create",
        "/event-overview",
        "/event-detail?id={event}",
        "/event-edit?id={event}",
        "/event-cancel?id={event}",
        "/notifications",
        "/search",
        "/admin",
        "/admin/users/ben",
        "/admin/registrations",
        "/admin/mail",
        "/admin/reports",
        "/admin/events",
        "/admin/rooms",
        "/admin/audit",
    ];

    private static readonly (string Type, string Fields)[] Frames =
    [
        ("join_chat", "chat after"),
        ("leave_chat", "chat"),
        ("chat_message", "chat text client_id subject reply_to attachments id messageId"),
        ("delete_message", "id"),
        ("typing_indicator", "chat"),
        ("read", "chat message unread"),
        ("watch_event", "event"),
        ("attention", "state"),
        ("ping", "event_type chat_id"),
    ];

    private static readonly (string Request, string Fields)[] Requests =
    [
        ("history", "chat before after limit search from to user sort"),
        ("chats", "public search limit after"),
        ("events", "search location from to mine seats price limit after"),
        ("event", "id"),
        ("book", "event waitlist"),
        ("withdraw", "event"),
        ("sessions", "request"),
        ("join", "name chat"),
    ];

    private static readonly string[] Commands =
    [
        "pm",
        "join",
        "topic",
        "invite",
        "event",
        "book",
        "unbook",
        "rsvp",
        "kick",
        "ban",
        "unban",
        "events",
        "help",
        "vote",
    ];

    private readonly ErrorCount errors = new();
    private readonly ConcurrentBag<string> faults = [];
    private TestServer server = null!;
    private Person ada = null!;
    private long room;
    private long message;
    private string planned = "";
    private int sent;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync(
            services => services.AddSingleton<ILoggerProvider>(errors),
            [
                .. Terminal.Open,
                "--Foyer:Limits:MessagesPerSecond=0",
                "--Foyer:Limits:FramesPerSecond=0",
                "--Foyer:Limits:SignInsPerMinute=0",
                "--Foyer:Limits:MailsPerHour=0",
            ]
        );
        ada = await server.RegisterAsync("ada");
        await server.RegisterAsync("ben");
        room = await ada.JoinAsync("den");
        message = await ada.SayAsync(room, "hello");
        planned = (
            await ada.PostAsync(
                "/api/events",
                new
                {
                    title = "Tea",
                    description = "Tea for all",
                    date = "2035-01-01",
                    visibility = "public",
                }
            )
        ).ShouldBe(201).Json.GetProperty("id").GetString()!;
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task No_property_of_the_document_takes_the_server_down()
    {
        var document = (await ada.GetAsync("/openapi/v1.json")).ShouldBe(200).Json;
        var turn = 0;
        var cases = new List<(HttpMethod Method, string Path, string Json)>();
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(path => !Left.Contains(path.Name)))
        foreach (
            var operation in path
                .Value.EnumerateObject()
                .Where(one => one.Name is "post" or "put" or "patch" or "delete")
        )
        {
            var names = Properties(document, operation.Value).ToList();
            foreach (var name in names)
            foreach (var odd in OddValues.Json(turn++))
                cases.Add((HttpMethod.Parse(operation.Name), path.Name, Body(names, name, odd)));
        }
        cases.Count.ShouldBeGreaterThan(1000);
        await EachAsync(
            cases,
            one =>
                AskAsync(
                    ada,
                    new HttpRequestMessage(one.Method, Filled(one.Path, one.Method == HttpMethod.Delete))
                    {
                        Content = new StringContent(one.Json, Encoding.UTF8, "application/json"),
                    },
                    one.Json
                )
        );
        ShouldBeWell();
    }

    [Fact]
    public async Task No_query_and_no_path_does()
    {
        var turn = 0;
        var cases = new List<string>();
        foreach (var (path, names) in Queries)
        foreach (var name in names.Split(' '))
            cases.AddRange(OddValues.Strings(turn++).Select(odd => $"{path}?{name}={Escaped(odd)}"));
        foreach (var path in Paths)
            cases.AddRange(OddValues.Strings(turn++).Select(odd => path.Replace("{odd}", Escaped(odd))));
        foreach (var broken in new[] { "%FF", "%ED%A0%80", "%00", "%EF%BF%BE", "%", "%zz" })
        {
            cases.AddRange(Paths.Select(path => path.Replace("{odd}", broken)));
            cases.AddRange(Queries.Select(one => $"{one.Key}?{one.Value.Split(' ')[0]}={broken}"));
        }
        using var visitor = server.Stranger();
        await EachAsync(
            cases,
            async path =>
            {
                await AskAsync(ada, new HttpRequestMessage(HttpMethod.Get, Filled(path)), path);
                if (!path.StartsWith("/api", StringComparison.Ordinal))
                    await AskAsync(visitor, new HttpRequestMessage(HttpMethod.Get, Filled(path)), path);
            }
        );
        foreach (var odd in OddValues.Texts.Where(text => text.Length < 1000))
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
            await AskAsync(
                ada,
                new HttpRequestMessage(method, $"/api/messages/{message}/reactions/{Escaped(odd)}"),
                odd
            );
        ShouldBeWell();
    }

    [Fact]
    public async Task No_field_of_a_form_does()
    {
        var turn = 0;
        var cases = new Dictionary<string, (string Action, List<(string Name, string Value)> Fields, string Odd)>();
        foreach (var path in PagesWithForms.Select(path => Filled(path)))
        {
            var page = (await ada.GetAsync(path)).ShouldBe(200);
            foreach (Match form in Form().Matches(page.Text))
                if (Action(form, path) is { } action)
                    foreach (var name in Fields(form.Value).Select(field => field.Name).Distinct())
                        if (name is not "__RequestVerificationToken")
                            cases.TryAdd($"{action.Split("&id=")[0]} {name}", (action, Fields(form.Value), name));
        }
        cases.Count.ShouldBeGreaterThan(60);
        var all = cases.Values.SelectMany(one =>
            OddValues.Strings(turn++).Select(odd => (one.Action, one.Fields, one.Odd, Value: odd))
        );
        await EachAsync(
            [.. all],
            async one =>
            {
                var fields = one.Fields.Where(field => field.Name != one.Odd).Append((one.Odd, one.Value));
                await AskAsync(
                    ada,
                    new HttpRequestMessage(HttpMethod.Post, one.Action)
                    {
                        Content = new FormUrlEncodedContent(
                            fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2))
                        ),
                    },
                    $"{one.Odd} {OddValues.Show(one.Value)}"
                );
            }
        );
        foreach (var one in cases.Values.DistinctBy(one => one.Action))
            await AskAsync(
                ada,
                new HttpRequestMessage(HttpMethod.Post, one.Action)
                {
                    Content = new FormUrlEncodedContent(
                        one.Fields.Where(field => field.Name == "__RequestVerificationToken")
                            .Select(field => KeyValuePair.Create(field.Name, field.Value))
                    ),
                },
                "no fields"
            );
        ShouldBeWell();
    }

    [Fact]
    public async Task No_frame_of_a_socket_does()
    {
        await using var wire = await Wire.JoinAsync(ada, room);
        var turn = 0;
        foreach (var (type, fields) in Frames)
        foreach (var name in fields.Split(' '))
        {
            foreach (var odd in OddValues.Json(turn++).Where(odd => odd.Length < 60_000))
                await SendAsync(
                    $$"""{"event_type":"{{type}}","chat":{{room}},"message":{{message}},"text":"x","{{name}}":{{odd}}}"""
                );
            await wire.SoFarAsync();
        }
        foreach (var command in Commands)
        {
            foreach (var odd in OddValues.Strings(turn++).Where(odd => odd.Length < 60_000))
                await SendAsync(
                    $$"""{"event_type":"chat_message","chat":{{room}},"text":{{JsonSerializer.Serialize($"/{command} {odd}")}}}"""
                );
            await wire.SoFarAsync();
        }
        wire.CloseCode.ShouldBeNull();
        ShouldBeWell();

        Task SendAsync(string frame)
        {
            Interlocked.Increment(ref sent);
            return wire.SendTextAsync(frame);
        }
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task No_field_of_the_terminal_does(Codec codec)
    {
        var terminal = await Terminal.SignInAsync(server, "ben", codec);
        var turn = 0;
        foreach (var (type, frame, names) in TerminalFrames())
        foreach (var name in names.Split(' '))
        foreach (var odd in OddValues.Json(turn++))
        {
            var json = frame.Replace("}", $$""","{{name}}":{{odd}}}""");
            if (type == EnvelopeType.System && frame.StartsWith("{\"event\"", StringComparison.Ordinal))
                json += "}";
            terminal = await SendAsync(terminal, type, json);
        }
        terminal.Dispose();
        ShouldBeWell();

        async Task<Terminal> SendAsync(Terminal open, EnvelopeType type, string json)
        {
            byte[] bytes;
            try
            {
                bytes = Framing.Encode(type, Encoding.UTF8.GetBytes(json), codec);
            }
            // The binary codec has no way to spell what is no text.
            catch (Exception fault)
                when (codec == Codec.Binary && fault is InvalidOperationException or ArgumentException)
            {
                return open;
            }
            Interlocked.Increment(ref sent);
            await open.SendRawAsync(bytes);
            await open.SendAsync(EnvelopeType.System, """{"request":"chats","ref":77}""");
            try
            {
                var answer = await open.UntilAsync(envelope =>
                    (
                        envelope.Data.TryGetProperty("ref", out var number)
                        && number.ValueKind == JsonValueKind.Number
                        && number.GetRawText() == "77"
                    ) || (envelope.Data.TryGetProperty("state", out var state) && state.GetString() == "failed")
                );
                if (answer.Data.TryGetProperty("ref", out _))
                    return open;
            }
            catch (EndOfStreamException)
            {
                faults.Add($"{type} {OddValues.Show(json)}: closed without a word");
            }
            open.Dispose();
            return await Terminal.SignInAsync(server, "ben", codec);
        }
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task No_answer_at_the_terminals_sign_in_does(Codec codec)
    {
        foreach (var field in new[] { "kind", "value" })
        foreach (var odd in OddValues.Json(0).Where(odd => odd.Length < 4000))
        {
            using var terminal = await Terminal.ConnectAsync(server, codec);
            await terminal.GreetAsync();
            var other = field == "kind" ? "value" : "kind";
            try
            {
                await terminal.SendAsync(EnvelopeType.Login, $$"""{"{{other}}":"username","{{field}}":{{odd}}}""");
            }
            catch (Exception fault)
                when (codec == Codec.Binary && fault is InvalidOperationException or ArgumentException)
            {
                continue;
            }
            Interlocked.Increment(ref sent);
            // A question, or what is wrong.
            (await terminal.ReadAsync()).Type.ShouldBe(EnvelopeType.System, odd);
        }
        ShouldBeWell();
    }

    private IEnumerable<(EnvelopeType Type, string Frame, string Fields)> TerminalFrames()
    {
        foreach (var (type, fields) in Frames)
            yield return (
                EnvelopeType.System,
                $$$"""{"event":{"event_type":"{{{type}}}","chat":{{{room}}},"message":{{{message}}}}""",
                fields
            );
        foreach (var (request, fields) in Requests)
            yield return (EnvelopeType.System, $$"""{"request":"{{request}}","ref":5}""", fields + " ref");
        yield return (
            EnvelopeType.Message,
            $$"""{"chat":{{room}},"text":"x"}""",
            "text subject client_id reply_to attachments chat"
        );
        yield return (EnvelopeType.Message, """{"recipient":"ada","text":"x"}""", "recipient text subject client_id");
        yield return (EnvelopeType.System, """{"received":5}""", "received request event");
    }

    private static IEnumerable<string> Properties(JsonElement document, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
            yield break;
        foreach (var content in body.GetProperty("content").EnumerateObject())
        {
            var schema = content.Value.GetProperty("schema");
            if (schema.TryGetProperty("$ref", out var named))
                schema = document
                    .GetProperty("components")
                    .GetProperty("schemas")
                    .GetProperty(named.GetString()!.Split('/')[^1]);
            if (schema.TryGetProperty("properties", out var properties))
                foreach (var property in properties.EnumerateObject())
                    yield return property.Name;
        }
    }

    private static string Body(IEnumerable<string> names, string odd, string value) =>
        "{"
        + string.Join(
            ',',
            names.Select(name => $"{JsonSerializer.Serialize(name)}:{(name == odd ? value : Usual(name))}")
        )
        + "}";

    private static string Usual(string name) =>
        name switch
        {
            "date" or "endDate" or "end_date" => "\"2035-02-03\"",
            "visibility" => "\"public\"",
            "kind" => "\"private\"",
            "password" or "current_password" => JsonSerializer.Serialize(Person.Password),
            "messages" => "\"nothing\"",
            "scopes" => "[\"read\"]",
            "email" => "null",
            "seconds" => "0",
            _ when name.EndsWith("_at", StringComparison.Ordinal) => "null",
            _ => "\"x1\"",
        };

    private string Filled(string path, bool toNobody = false) =>
        Placeholder()
            .Replace(
                path,
                found =>
                    found.Value switch
                    {
                        "{room}" => Number(room),
                        "{event}" => planned,
                        _ when path.StartsWith("/api/events/", StringComparison.Ordinal) => toNobody
                            ? Guid.Empty.ToString()
                            : planned,
                        _ when toNobody => "999999",
                        "{name}" => "ben",
                        "{emoji}" => "x",
                        _ when path.StartsWith("/api/messages/", StringComparison.Ordinal) => Number(message),
                        _ => Number(room),
                    }
            );

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Escaped(string text) => Uri.EscapeDataString(text.Length > 5000 ? text[..5000] : text);

    private async Task AskAsync(Person person, HttpRequestMessage request, string about)
    {
        Interlocked.Increment(ref sent);
        using (request)
            try
            {
                using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                using var response = await person.Http.SendAsync(
                    request,
                    HttpCompletionOption.ResponseHeadersRead,
                    late.Token
                );
                if (response.StatusCode >= HttpStatusCode.InternalServerError)
                    faults.Add(
                        $"{request.Method} {request.RequestUri} {(int)response.StatusCode}: {OddValues.Show(about)}"
                    );
            }
            catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
            {
                faults.Add($"{request.Method} {request.RequestUri} {gone.Message}: {OddValues.Show(about)}");
            }
    }

    private static Task EachAsync<T>(IReadOnlyCollection<T> cases, Func<T, Task> ask) =>
        Parallel.ForEachAsync(
            cases,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (one, _) => await ask(one)
        );

    private void ShouldBeWell()
    {
        output.WriteLine($"{sent} sent, {faults.Count} faults, {errors.Lines.Count} lines in the error log");
        foreach (var line in errors.Lines.Select(line => line[..Math.Min(900, line.Length)]).Distinct().Take(12))
            output.WriteLine(line);
        sent.ShouldBeGreaterThan(50);
        faults.Order().Take(60).ShouldBeEmpty();
        errors.Lines.ShouldBeEmpty();
    }

    /// <summary>Where the form goes; null for those that end what the test stands on.</summary>
    private static string? Action(Match form, string page)
    {
        var tag = form.Groups["tag"].Value;
        var action = Attribute(tag, "action") ?? page;
        return !tag.Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase) || Ending().IsMatch(action)
            ? null
            : action;
    }

    private static List<(string Name, string Value)> Fields(string form) =>
        [
            .. Input()
                .Matches(form)
                .Select(input => (Attribute(input.Value, "name"), Attribute(input.Value, "value") ?? ""))
                .Where(field => field.Item1 is not null)
                .Select(field => (field.Item1!, field.Item2)),
        ];

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value)
            : null;

    [GeneratedRegex("<form(?<tag>[^>]*)>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<(input|textarea|select|button)\\s[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("logout|kill|delete|endsession|handler=close|handler=end|cancel", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
