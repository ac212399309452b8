using System.Net.Http.Headers;
using System.Text.Json;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>A response, read to its end.</summary>
public sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The first error's code.</summary>
    public string Code => Json.GetProperty("errors")[0].GetProperty("code").GetString()!;

    /// <summary>Every error as <c>attr: code</c>, in order.</summary>
    public IReadOnlyList<string> Errors =>
        [
            .. Json.GetProperty("errors")
                .EnumerateArray()
                .Select(error => $"{error.GetProperty("attr").GetString()}: {error.GetProperty("code").GetString()}"),
        ];

    public static async Task<Reply> OfAsync(HttpResponseMessage response) =>
        new(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers,
            response.Content.Headers
        );

    /// <summary>The status expected, else a failure that shows the body.</summary>
    public Reply ShouldBe(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    public void ShouldRefuse(int status, string code)
    {
        ShouldBe(status);
        Json.GetProperty("type")
            .GetString()
            .ShouldBe(
                status == 400 ? "validation_error"
                : status < 500 ? "client_error"
                : "server_error"
            );
        Code.ShouldBe(code);
    }
}
