using System.Text;
using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Http;

/// <summary>Each documented property of a request and each documented query parameter is read: a wrong value is refused by its name.</summary>
public sealed class RequestPropertyTests : IAsyncLifetime
{
    /// <summary>Properties that are read only with others, with the reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["POST /api/reauthenticate challenge"] = "Belongs to credential; without it, the password counts.",
        ["PATCH /api/users/me password"] = "Read with a new email only.",
        ["POST /api/admin/reset-link password"] = "Read when the other fields are right.",
        ["POST /api/admin/grant password"] = "Read when the other fields are right.",
        ["POST /api/admin/users/{name}/two-factor password"] = "Read when the other fields are right.",
    };

    private TestServer server = null!;
    private Person ada = null!;
    private Dictionary<string, string> values = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(
            "--Foyer:Limits:MessagesPerSecond=0",
            "--Foyer:Limits:SignInsPerMinute=0",
            "--Foyer:Registration:Mode=invite"
        );
        ada = await server.RegisterAsync("ada");
        var room = await ada.JoinAsync("den");
        var message = await ada.SayAsync(room, "hello");
        var made = await ada.PlanAsync();
        var file = await ada.UploadAsync(room, "notes.txt", "notes"u8.ToArray(), "text/plain");
        values = new()
        {
            ["/api/chats/{id}"] = $"{room}",
            ["/api/events/{id}"] = made,
            ["/api/messages/{id}"] = $"{message}",
            ["/api/attachments/{id}"] = file.ShouldBe(201).Json.GetProperty("id").ToString(),
        };
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Each_property_of_a_body_is_refused_by_its_name()
    {
        var contract = (await ApiContract.OfAsync(server.Address))!;
        var (tried, unread) = (0, new List<string>());
        foreach (var operation in contract.Operations)
        foreach (var (name, schema) in Properties(contract, operation))
        {
            if (Exceptions.ContainsKey($"{operation.Name} {name}"))
                continue;
            tried++;
            using var request = new HttpRequestMessage(HttpMethod.Parse(operation.Method), Filled(operation.Path))
            {
                Content = new StringContent($$"""{"{{name}}":{{Wrong(schema)}}}""", Encoding.UTF8, "application/json"),
            };
            var reply = await ada.SendAsync(request);
            if (reply.Status != 400 || !reply.Errors.Any(error => IsAbout(error, name)))
                unread.Add($"{operation.Name} {name}: {reply.Status} {reply.Text}");
        }
        unread.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(80);
    }

    [Fact]
    public async Task Each_parameter_of_a_query_is_refused_by_its_name()
    {
        var contract = (await ApiContract.OfAsync(server.Address))!;
        var (tried, unread) = (0, new List<string>());
        foreach (var operation in contract.Operations)
        foreach (var (name, schema) in Parameters(operation))
        {
            if (Exceptions.ContainsKey($"{operation.Name} {name}"))
                continue;
            tried++;
            var isText = schema.GetProperty("type").GetString() == "string" && !schema.TryGetProperty("enum", out _);
            var value = isText ? new string('x', 5000) : "wrong";
            var reply = await ada.GetAsync($"{Filled(operation.Path)}?{name}={value}");
            if (reply.Status != 400 || !reply.Errors.Any(error => IsAbout(error, name)))
                unread.Add($"{operation.Name} ?{name}: {reply.Status} {reply.Text}");
        }
        unread.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Operations_have_their_own_ids_and_say_who_may_call_them()
    {
        var contract = (await ApiContract.OfAsync(server.Address))!;
        var operations = contract.Operations;
        operations.Select(one => one.Json.GetProperty("operationId").GetString()).ShouldBeUnique();
        operations.Count(one => one.Json.GetProperty("operationId").GetString()!.Length > 3).ShouldBe(operations.Count);
        foreach (var operation in operations)
        {
            using var anonymous = server.Stranger();
            var reply = await anonymous.SendAsync(
                new HttpRequestMessage(HttpMethod.Parse(operation.Method), Filled(operation.Path))
            );
            var isOpen =
                operation.Json.TryGetProperty("security", out var security)
                && security.EnumerateArray().Any(one => !one.EnumerateObject().Any());
            (reply.Status != 401 || reply.Code != "not_authenticated").ShouldBe(isOpen, operation.Name);
        }
        contract
            .Document.GetProperty("components")
            .GetProperty("securitySchemes")
            .EnumerateObject()
            .Select(one => one.Name)
            .ShouldBe(["cookie", "bearer"], ignoreOrder: true);
    }

    private static IEnumerable<(string Name, JsonElement Schema)> Properties(
        ApiContract contract,
        ApiOperation operation
    )
    {
        if (
            !operation.Json.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").TryGetProperty("application/json", out var content)
        )
            yield break;
        var schema = contract.Schema(content.GetProperty("schema")).Resolved;
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
            yield return (property.Name, contract.Schema(property.Value).Resolved);
    }

    private static IEnumerable<(string Name, JsonElement Schema)> Parameters(ApiOperation operation) =>
        operation.Json.TryGetProperty("parameters", out var parameters)
            ? parameters
                .EnumerateArray()
                .Where(one => one.GetProperty("in").GetString() == "query")
                .Select(one => (one.GetProperty("name").GetString()!, one.GetProperty("schema")))
            : [];

    /// <summary>An object where none is taken, else a text.</summary>
    private static string Wrong(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && !type.ToString().Contains("object", StringComparison.Ordinal)
            ? """{"odd":true}"""
            : "\"odd\"";

    private static bool IsAbout(string error, string name) =>
        error.StartsWith($"{name}: ", StringComparison.Ordinal)
        || error.StartsWith($"{name}.", StringComparison.Ordinal);

    private string Filled(string path)
    {
        foreach (var (template, value) in values)
            if (path.StartsWith(template, StringComparison.Ordinal))
                path = template[..template.LastIndexOf('/')] + "/" + value + path[template.Length..];
        path = path.Replace("{name}", "ada", StringComparison.Ordinal);
        while (path.IndexOf('{') is >= 0 and var start)
            path = path[..start] + "1" + path[(path.IndexOf('}', start) + 1)..];
        return path;
    }
}
