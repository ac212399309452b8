using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Foyer.Server.Gateways.Http;

/// <summary>
/// Example requests, responses and live frames, from <c>examples.json</c>. The API document, its page and docs/protocol.md show
/// them, and tests compare them with what the server sends.
/// </summary>
internal sealed class ApiExamples
{
    /// <summary>The extension of the API document that describes the frames of live connections.</summary>
    public const string Live = "x-live-events";

    private readonly JsonObject all = Read();

    public void AddTo(OpenApiDocument document)
    {
        foreach (var (name, example) in all["operations"]!.AsObject())
            if (name.Split(' ') is [var method, var path])
                AddTo(document.Paths[path].Operations![HttpMethod.Parse(method)], example!.AsObject());
        document.AddExtension(Live, new JsonNodeExtension(all["live"]!.DeepClone()));
    }

    private static void AddTo(OpenApiOperation operation, JsonObject examples)
    {
        foreach (var (name, example) in examples)
        {
            var contents = name == "request" ? operation.RequestBody?.Content : operation.Responses?[name].Content;
            contents!["application/json"].Example = example!.DeepClone();
        }
    }

    private static JsonObject Read()
    {
        using var file = typeof(ApiExamples).Assembly.GetManifestResourceStream(
            "Foyer.Server.Gateways.Http.examples.json"
        )!;
        return JsonNode.Parse(file)!.AsObject();
    }
}
