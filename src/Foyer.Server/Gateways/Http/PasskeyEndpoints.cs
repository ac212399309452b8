using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http;

/// <summary>Passkeys: asked for, added, listed, removed, and used at the door.</summary>
internal static class PasskeyEndpoints
{
    private const int LongestChallenge = 64;

    private sealed record PasswordBody(string? Password);

    private sealed record AnswerBody(string Challenge, JsonElement Credential, string Name, string? Password);

    private sealed record EnterBody(string Challenge, JsonElement Credential, bool? Remember);

    private sealed record Entered(OwnAccount User);

    private sealed record ConfirmBody(string? Password, string? Challenge, JsonElement? Credential);

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/passkeys").WithTags("Security");
        keys.MapGet("/", ListAsync).WithSummary("Returns my passkeys.").Gives<Listing<Passkey>>();
        keys.MapPost("/options", AskAsync)
            .WithSummary("Returns the options with which a browser creates a passkey.")
            .Takes<PasswordBody>()
            .Gives<PasskeyQuestion>();
        keys.MapPost("/", AddAsync)
            .WithSummary("Adds the passkey that a browser created.")
            .Takes<AnswerBody>()
            .Gives<Passkey>(201);
        keys.MapDelete("/{id:long}", RemoveAsync)
            .WithSummary("Removes a passkey.")
            .Takes<PasswordBody>()
            .GivesNothing();
        keys.MapPost("/sign-in/options", AskAtDoorAsync)
            .WithSummary("Returns the options with which a browser signs in.")
            .AllowAnonymous()
            .Gives<PasskeyQuestion>();
        keys.MapPost("/sign-in", EnterAsync)
            .WithSummary("Signs in with a passkey, and sets the cookie.")
            .AllowAnonymous()
            .Takes<EnterBody>()
            .Gives<Entered>();
        app.MapPost("/api/reauthenticate", ConfirmAsync)
            .WithTags("Security")
            .WithSummary("Makes this session fresh for 10 minutes, with the password or a passkey.")
            .Takes<ConfirmBody>()
            .GivesNothing();
    }

    private static async Task<IResult> ListAsync(Asker asker, Passkeys keys, CancellationToken cancel) =>
        Answer.Value(new Listing<Passkey>(await keys.ListAsync(asker.Caller, cancel), null, null));

    private static async Task<IResult> AskAsync(
        HttpContext http,
        Passkeys keys,
        PasskeyCeremony ceremony,
        CancellationToken cancel
    ) =>
        (await keys.BeginAsync(http.Proof(), cancel)).Refused(out var refusal, out var account)
            ? Answer.Refused(refusal)
            : Answer.Json(await ceremony.AskToAddAsync(http, account, cancel));

    private static async Task<IResult> AddAsync(
        Body body,
        HttpContext http,
        Passkeys keys,
        PasskeyCeremony ceremony,
        FoyerSettings settings,
        CancellationToken cancel
    ) =>
        Answer.Created(
            await keys.AddAsync(
                http.Proof(),
                async () =>
                {
                    var answer = Read(body.Fields, body.Fields.Title("name", settings.Limits.TokenName));
                    return body.Fields.Refusal is { } wrong
                        ? wrong
                        : await ceremony.CheckAddedAsync(http, http.Caller()!, answer, cancel);
                },
                cancel
            )
        );

    private static async Task<IResult> RemoveAsync(
        long id,
        HttpContext http,
        Passkeys keys,
        CancellationToken cancel
    ) => Answer.Nothing(await keys.RemoveAsync(http.Proof(), id, cancel));

    private static async Task<IResult> AskAtDoorAsync(
        HttpContext http,
        PasswordCheck check,
        PasskeyCeremony ceremony,
        CancellationToken cancel
    ) =>
        check.TakeTry(http.Device()) is { } refusal
            ? Answer.Refused(refusal)
            : Answer.Json(await ceremony.AskToEnterAsync(http, cancel));

    private static async Task<IResult> EnterAsync(
        Body body,
        HttpContext http,
        SessionCookie cookie,
        Passkeys keys,
        PasskeyCeremony ceremony,
        CancellationToken cancel
    )
    {
        if (!cookie.IsSafe(http.Request))
            return Answer.Refused(SessionCookie.NeedsHttps);
        var answer = Read(body.Fields, "");
        var remember = body.Fields.Flag("remember") ?? false;
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        if ((await ceremony.CheckEnteredAsync(http, answer, cancel)).Refused(out var refusal, out var key))
            return Answer.Refused(refusal);
        if ((await keys.OpenAsync(key, http.Device(), remember, cancel)).Refused(out refusal, out var session))
            return Answer.Refused(refusal);
        SessionCookie.Set(http, session);
        return Answer.Value(new Entered(session.User));
    }

    private static async Task<IResult> ConfirmAsync(
        Body body,
        HttpContext http,
        Asker asker,
        Reauthentication reauthentication,
        Passkeys keys,
        PasskeyCeremony ceremony,
        CancellationToken cancel
    )
    {
        if (body.Fields.Has("password") || !body.Fields.Has("credential"))
            return Answer.Nothing(await reauthentication.ConfirmAsync(http.Proof(), cancel));
        var answer = Read(body.Fields, "");
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await ceremony.CheckEnteredAsync(http, answer, cancel)).Refused(out var refusal, out var key)
            ? Answer.Refused(refusal)
            : Answer.Nothing(await keys.ConfirmAsync(asker.Caller, key, cancel));
    }

    private static PasskeyAnswer Read(Fields fields, string name) =>
        new(fields.Text("challenge", LongestChallenge), fields.Object("credential"), name);
}
