using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Text;

/// <summary>Odd values in each property of the API document, in queries, paths and forms.</summary>
public sealed partial class OddRequestTests(ITestOutputHelper output) : OddInput(output)
{
    // Stop the Server, sign the tests out, or hash a password at full length.
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

    [Fact]
    public async Task No_property_of_the_document_takes_the_server_down()
    {
        var document = (await Ada.GetAsync("/openapi/v1.json")).ShouldBe(200).Json;
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
                    Ada,
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
        using var user = Server.Stranger();
        await EachAsync(
            cases,
            async path =>
            {
                await AskAsync(Ada, new HttpRequestMessage(HttpMethod.Get, Filled(path)), path);
                if (!path.StartsWith("/api", StringComparison.Ordinal))
                    await AskAsync(user, new HttpRequestMessage(HttpMethod.Get, Filled(path)), path);
            }
        );
        foreach (var odd in OddValues.Texts.Where(text => text.Length < 1000))
        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete })
            await AskAsync(
                Ada,
                new HttpRequestMessage(method, $"/api/messages/{Message}/reactions/{Escaped(odd)}"),
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
            var page = (await Ada.GetAsync(path)).ShouldBe(200);
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
                    Ada,
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
                Ada,
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

    /// <summary>The action of the form; null for those that would end the session of the test.</summary>
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
}
