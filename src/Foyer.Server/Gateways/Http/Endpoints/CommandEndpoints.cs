using System.Text.Json;
using Foyer.Server.Accounts;
using Foyer.Server.Commands;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Slash commands by REST: the list of available ones, and the result of one that is posted.</summary>
internal static class CommandEndpoints
{
    private sealed record CommandResponse(string Name, string Usage, string Meaning);

    public static void MapCommands(this IEndpointRouteBuilder app) =>
        app.MapGet(
                "/api/commands",
                (CurrentUser user, CommandTable commands) =>
                    ApiResults.Value(
                        new Listing<CommandResponse>(
                            [
                                .. commands
                                    .For(user.Caller)
                                    .Select(one => new CommandResponse(one.Name, one.Usage, one.Description)),
                            ],
                            null,
                            null
                        )
                    )
            )
            .WithTags("Messages")
            .WithSummary(
                "Returns the slash commands that I may use. A command is posted like a message and returns 200 with its result."
            )
            .ProducesJson<Listing<CommandResponse>>();

    public static async Task<IResult> RunAsync(
        CommandTable commands,
        Caller caller,
        long chat,
        string typed,
        CancellationToken cancel
    )
    {
        var outcome = await commands.RunAsync(caller, chat, typed, commands.MemoryOf(caller), cancel);
        return outcome.Refused(out var refusal, out var result)
            ? ApiResults.Refused(refusal)
            : new ApiJsonResult<CommandResult>(result, Write);
    }

    private static void Write(Utf8JsonWriter json, CommandResult result)
    {
        json.WriteStartObject();
        result.Write(json);
        json.WriteEndObject();
    }
}
