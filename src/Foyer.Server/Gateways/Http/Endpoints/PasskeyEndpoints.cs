using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Passkeys: challenge, add, list, remove, and sign in.</summary>
internal static class PasskeyEndpoints
{
    private const int LongestChallenge = 64;

    private sealed record PasswordRequest(string? Password);

    private sealed record AnswerRequest(string Challenge, JsonElement Credential, string Name, string? Password);

    private sealed record EnterRequest(string Challenge, JsonElement Credential, bool? Remember);

    private sealed record SignInResponse(OwnAccount User);

    private sealed record ConfirmRequest(string? Password, string? Challenge, JsonElement? Credential);

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/passkeys").WithTags("Security");
        keys.MapGet("/", ListAsync).WithSummary("Returns my passkeys.").ProducesJson<Listing<Passkey>>();
        keys.MapPost("/options", AskAsync)
            .WithSummary("Returns the options with which a browser creates a passkey.")
            .AcceptsJson<PasswordRequest>()
            .ProducesJson<PasskeyQuestion>();
        keys.MapPost("/", AddAsync)
            .WithSummary("Adds the passkey that a browser created.")
            .AcceptsJson<AnswerRequest>()
            .ProducesJson<Passkey>(201);
        keys.MapDelete("/{id:long}", RemoveAsync)
            .WithSummary("Removes a passkey.")
            .AcceptsJson<PasswordRequest>()
            .ProducesNothing();
        keys.MapPost("/sign-in/options", AskAtDoorAsync)
            .WithSummary("Returns the options with which a browser signs in.")
            .AllowAnonymous()
            .ProducesJson<PasskeyQuestion>();
        keys.MapPost("/sign-in", EnterAsync)
            .WithSummary("Signs in with a passkey, and sets the cookie.")
            .AllowAnonymous()
            .AcceptsJson<EnterRequest>()
            .ProducesJson<SignInResponse>();
        app.MapPost("/api/reauthenticate", ConfirmAsync)
            .WithTags("Security")
            .WithSummary("Makes this session fresh for 10 minutes, with the password or a passkey.")
            .AcceptsJson<ConfirmRequest>()
            .ProducesNothing();
    }

    private static async Task<IResult> ListAsync(CurrentUser user, Passkeys keys, CancellationToken cancel) =>
        ApiResults.Value(new Listing<Passkey>(await keys.ListAsync(user.Caller, cancel), null, null));

    private static async Task<IResult> AskAsync(
        HttpContext http,
        Passkeys keys,
        PasskeyCeremony ceremony,
        CancellationToken cancel
    ) =>
        (await keys.BeginAsync(http.Proof(), cancel)).Refused(out var refusal, out var account)
            ? ApiResults.Refused(refusal)
            : ApiResults.Json(await ceremony.AskToAddAsync(http, account, cancel));

    private static async Task<IResult> AddAsync(
        JsonBody body,
        HttpContext http,
        Passkeys keys,
        PasskeyCeremony ceremony,
        FoyerSettings settings,
        CancellationToken cancel
    ) =>
        ApiResults.Created(
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
    ) => ApiResults.Nothing(await keys.RemoveAsync(http.Proof(), id, cancel));

    private static async Task<IResult> AskAtDoorAsync(
        HttpContext http,
        PasswordVerification check,
        PasskeyCeremony ceremony,
        CancellationToken cancel
    ) =>
        check.TakeAttempt(http.Device()) is { } refusal
            ? ApiResults.Refused(refusal)
            : ApiResults.Json(await ceremony.AskToEnterAsync(http, cancel));

    private static async Task<IResult> EnterAsync(
        JsonBody body,
        HttpContext http,
        SessionCookie cookie,
        Passkeys keys,
        PasskeyCeremony ceremony,
        CancellationToken cancel
    )
    {
        if (!cookie.IsSafe(http.Request))
            return ApiResults.Refused(SessionCookie.NeedsHttps);
        var answer = Read(body.Fields, "");
        var remember = body.Fields.Flag("remember") ?? false;
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        if ((await ceremony.CheckEnteredAsync(http, answer, cancel)).Refused(out var refusal, out var key))
            return ApiResults.Refused(refusal);
        if ((await keys.OpenAsync(key, http.Device(), remember, cancel)).Refused(out refusal, out var session))
            return ApiResults.Refused(refusal);
        SessionCookie.Set(http, session);
        return ApiResults.Value(new SignInResponse(session.User));
    }

    private static async Task<IResult> ConfirmAsync(
        JsonBody body,
        HttpContext http,
        CurrentUser user,
        Reauthentication reauthentication,
        Passkeys keys,
        PasskeyCeremony ceremony,
        CancellationToken cancel
    )
    {
        if (body.Fields.Has("password") || !body.Fields.Has("credential"))
            return ApiResults.Nothing(await reauthentication.ConfirmAsync(http.Proof(), cancel));
        var answer = Read(body.Fields, "");
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await ceremony.CheckEnteredAsync(http, answer, cancel)).Refused(out var refusal, out var key)
            ? ApiResults.Refused(refusal)
            : ApiResults.Nothing(await keys.ConfirmAsync(user.Caller, key, cancel));
    }

    private static PasskeyAnswer Read(Fields fields, string name) =>
        new(fields.Text("challenge", LongestChallenge), fields.Object("credential"), name);
}
