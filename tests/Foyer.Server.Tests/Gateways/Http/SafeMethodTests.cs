using System.Net;
using Foyer.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Gateways.Http;

/// <summary>HEAD is answered wherever GET is, with the same status and headers and no body. Neither HEAD nor a prefetch changes anything.</summary>
public sealed class SafeMethodTests : IAsyncLifetime
{
    // Values that differ from one response to the next.
    private static readonly string[] Changing =
    [
        "Date",
        "Set-Cookie",
        "Content-Security-Policy",
        "Transfer-Encoding",
        "Retry-After",
    ];

    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Dictionary<string, string> values = null!;
    private long notification;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        var room = await ada.JoinAsync("den");
        var direct = (await ben.PostAsync("/api/direct/ada")).ShouldBe(201).Json.GetProperty("id").GetInt64();
        var message = await ben.SayAsync(direct, "hello @ada");
        notification = (await ada.GetAsync("/api/notifications"))
            .ShouldBe(200)
            .Json.GetProperty("results")[0]
            .GetProperty("id")
            .GetInt64();
        var made = await ada.PlanAsync();
        var file = await ada.UploadAsync(room, "notes.txt", "notes"u8.ToArray(), "text/plain");
        values = new()
        {
            ["/api/chats/{id}"] = $"{direct}",
            ["/api/events/{id}"] = made,
            ["/api/messages/{id}"] = $"{message}",
            ["/events/{id}"] = made,
            ["/media/files/{file}"] = file.ShouldBe(201).Json.GetProperty("url").GetString()!.Split('/')[^1],
            ["/notifications/{id}"] = $"{notification}",
            ["{name}"] = "ben",
            ["{documentName}"] = "v1",
            ["{id}"] = $"{room}",
        };
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Head_is_answered_as_get_and_changes_nothing()
    {
        var paths = Paths().ToList();
        paths.Count.ShouldBeGreaterThan(60);
        var wrong = new List<string>();
        var heads = new Dictionary<string, HttpResponseMessage>();
        foreach (var path in paths)
        {
            var before = Rows();
            heads[path] = await AskAsync(HttpMethod.Head, path);
            if ((await heads[path].Content.ReadAsByteArrayAsync()).Length > 0)
                wrong.Add($"{path} has a body");
            wrong.AddRange(Differences(before, Rows()).Select(table => $"{path} changes {table}"));
        }
        foreach (var (path, head) in heads)
        {
            using var get = await AskAsync(HttpMethod.Get, path);
            if (head.StatusCode != get.StatusCode)
                wrong.Add($"{path} is {(int)head.StatusCode}, not {(int)get.StatusCode}");
            else
                wrong.AddRange(Differences(Headers(get), Headers(head)).Select(name => $"{path} differs in {name}"));
            head.Dispose();
        }
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Sec-Purpose", "prefetch")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    public async Task A_prefetch_changes_nothing(string header, string value)
    {
        foreach (
            var path in new[] { $"/notifications/{notification}", $"/api/chats/{values["/api/chats/{id}"]}/messages" }
        )
        {
            var before = Rows();
            using var reply = await AskAsync(HttpMethod.Get, path, (header, value));
            ((int)reply.StatusCode).ShouldBeLessThan(400);
            Differences(before, Rows()).ShouldBeEmpty(path);
            using var read = await AskAsync(HttpMethod.Get, path);
            read.StatusCode.ShouldBe(reply.StatusCode);
        }
        Rows()["notifications"].ShouldNotBeEmpty();
    }

    /// <summary>All routes with GET, except sockets and files that never change.</summary>
    private IEnumerable<string> Paths() =>
        server
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null
                || endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: var methods }
                    && methods.Contains("GET")
                    && !methods.Contains("CONNECT")
            )
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !path.Contains("{**", StringComparison.Ordinal))
            .Select(Filled)
            .Distinct()
            // A stream has no end; its HEAD has a test of its own.
            .Where(path => path != "/api/stream")
            .Order(StringComparer.Ordinal);

    [Fact]
    public async Task Head_of_the_stream_ends_and_joins_nothing()
    {
        using var head = await AskAsync(HttpMethod.Head, $"/api/stream?chats={values["{id}"]}");
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
    }

    private string Filled(string path)
    {
        var plain = string.Join(
            '/',
            path.Split('/').Select(part => part.Replace(":long", "").Replace(":guid", "").Replace("?}", "}"))
        );
        foreach (var (template, value) in values)
            if (template.StartsWith('/') && plain.StartsWith(template, StringComparison.Ordinal))
                plain = template[..template.LastIndexOf('/')] + "/" + value + plain[template.Length..];
        foreach (var (template, value) in values)
            plain = plain.Replace(template, value);
        while (plain.IndexOf('{') is >= 0 and var start)
            plain = plain[..start] + "1" + plain[(plain.IndexOf('}', start) + 1)..];
        return plain;
    }

    private async Task<HttpResponseMessage> AskAsync(
        HttpMethod method,
        string path,
        (string Name, string Value)? header = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (header is var (name, value))
            request.Headers.TryAddWithoutValidation(name, value);
        return await ada.Http.SendAsync(request);
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response) =>
        response
            .Headers.Concat(response.Content.Headers)
            .Where(header => !Changing.Contains(header.Key))
            // The length of a page is known only when it was written.
            .Where(header => header.Key != "Content-Length")
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value));

    private static IEnumerable<string> Differences(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one
            .Keys.Union(other.Keys)
            .Where(key => one.GetValueOrDefault(key) != other.GetValueOrDefault(key))
            .Select(key => $"{key}: {one.GetValueOrDefault(key)}; {other.GetValueOrDefault(key)}");

    /// <summary>All rows of the database, by table.</summary>
    private Dictionary<string, string> Rows()
    {
        using var database = new SqliteConnection(
            $"Data Source={Directory.GetFiles(server.Data, "*.db").Single()};Mode=ReadOnly;Pooling=False"
        );
        database.Open();
        return Read(database, "select name from sqlite_master where type = 'table' and sql not like '%virtual%'")
            .Select(row => row[0])
            // The index of the search is written in the background.
            .Where(table => !table.StartsWith("sqlite_", StringComparison.Ordinal))
            .Where(table => table != "messages_indexed" && !table.StartsWith("messages_text", StringComparison.Ordinal))
            .ToDictionary(
                table => table,
                table =>
                    string.Join('\n', Read(database, $"select * from \"{table}\"").Select(row => string.Join('|', row)))
            );
    }

    private static List<string[]> Read(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([
                .. Enumerable
                    .Range(0, reader.FieldCount)
                    .Select(i =>
                        reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(i)}"
                    ),
            ]);
        return rows;
    }
}
