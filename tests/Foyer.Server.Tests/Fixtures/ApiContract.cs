using System.Text.Json;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>The API document of the server under test, and whether requests and responses follow it.</summary>
public sealed class ApiContract
{
    private static readonly Lock Once = new();
    private static Task<ApiContract?>? known;

    private readonly List<ApiOperation> operations;

    private ApiContract(JsonElement document)
    {
        Document = document;
        operations =
        [
            .. document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject()
                        .Select(method => new ApiOperation(method.Name.ToUpperInvariant(), path.Name, method.Value))
                )
                // A name in a template is preferred to a parameter in its place.
                .OrderBy(operation => operation.Path.Count(letter => letter == '{')),
        ];
    }

    public JsonElement Document { get; }

    public IReadOnlyList<ApiOperation> Operations => operations;

    public JsonSchema Schema(JsonElement schema) => new(Document, schema);

    /// <summary>The document is the same for every server with the same code, so one of them is asked for it.</summary>
    public static async Task<ApiContract?> OfAsync(string address)
    {
        Task<ApiContract?> mine;
        lock (Once)
            mine = known ??= ReadAsync(address);
        if (await mine is { } contract)
            return contract;
        lock (Once)
            known = known == mine ? null : known;
        return null;
    }

    /// <summary>What the document does not say of this response; null when all of it is documented.</summary>
    public string? Violation(HttpMethod method, string path, Reply reply)
    {
        if (!path.StartsWith("/api/", StringComparison.Ordinal) || method == HttpMethod.Head || reply.Status == 405)
            return null;
        if (Find(method.Method, path) is not { } operation)
            return reply.Status == 404 ? null : "the operation is not documented";
        if (!operation.Json.GetProperty("responses").TryGetProperty($"{reply.Status}", out var response))
            return "the status is not documented";
        if (reply.ContentHeaders.ContentType?.MediaType != "application/json" || reply.Text.Length == 0)
            return null;
        return
            response.TryGetProperty("content", out var contents)
            && contents.TryGetProperty("application/json", out var content)
            ? Schema(content.GetProperty("schema")).Check(reply.Json)
            : "a body is not documented";
    }

    public ApiOperation? Find(string method, string path) =>
        operations.Find(operation => operation.Method == method && operation.Matches(path));

    private static async Task<ApiContract?> ReadAsync(string address)
    {
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            using var response = await http.GetAsync("/openapi/v1.json");
            return response.IsSuccessStatusCode
                ? new ApiContract(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement)
                : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}

/// <param name="Path">The template, such as <c>/api/chats/{id}</c>.</param>
public sealed record ApiOperation(string Method, string Path, JsonElement Json)
{
    private readonly string[] parts = Path.TrimEnd('/').Split('/');

    public string Name => $"{Method} {Path}";

    public bool Matches(string path)
    {
        var given = path.TrimEnd('/').Split('/');
        return given.Length == parts.Length && parts.Zip(given).All(pair => Fits(pair.First, pair.Second));
    }

    private static bool Fits(string part, string given)
    {
        var (start, end) = (part.IndexOf('{'), part.IndexOf('}'));
        return start < 0
            ? part == given
            : given.StartsWith(part[..start], StringComparison.Ordinal)
                && given.EndsWith(part[(end + 1)..], StringComparison.Ordinal);
    }
}
