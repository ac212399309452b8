using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Http;

/// <summary>How one proves to be oneself: the second step, and tokens for programs.</summary>
internal static class SecurityEndpoints
{
    private sealed record CodeBody(string? Code);

    private sealed record TokenBody(string Name, IReadOnlyList<string> Scopes, long? ExpiresIn);

    public static void MapSecurity(this IEndpointRouteBuilder app)
    {
        var me = app.MapGroup("/api/users/me").WithTags("Security");
        me.MapPost("/totp", TotpAsync)
            .WithSummary("Ask for a second step, then turn it on with a code of it.")
            .Takes<CodeBody>()
            .Gives<TwoFactorSetup>();
        me.MapDelete("/totp", TotpOffAsync).WithSummary("Do without the second step.").Takes<CodeBody>().GivesNothing();
        me.MapPost("/recovery-codes", RecoveryCodesAsync)
            .WithSummary("New recovery codes; those before are void.")
            .Takes<CodeBody>()
            .Gives<RecoveryCodeList>();
        var tokens = app.MapGroup("/api/tokens").WithTags("Security");
        tokens.MapGet("/", TokensAsync).WithSummary("My access tokens.").Gives<Listing<AccessToken>>();
        tokens
            .MapPost("/", MakeTokenAsync)
            .WithSummary("Make an access token, which is shown once.")
            .Takes<TokenBody>()
            .Gives<AccessToken>(201);
        tokens.MapDelete("/{id:long}", RemoveTokenAsync).WithSummary("Revoke an access token.").GivesNothing();
    }

    /// <summary>Without a code it begins; with one it turns on.</summary>
    private static async Task<IResult> TotpAsync(Body body, Asker asker, TwoFactor twoFactor, CancellationToken cancel)
    {
        var code = TwoFactor.ReadCode(body.Fields);
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return code is null
            ? Answer.Json(await twoFactor.BeginAsync(asker.Caller, cancel))
            : Answer.Json(await twoFactor.ConfirmAsync(asker.Caller, code, cancel));
    }

    private static async Task<IResult> TotpOffAsync(
        Body body,
        Asker asker,
        TwoFactor twoFactor,
        CancellationToken cancel
    ) =>
        Code(body).Refused(out var refusal, out var code)
            ? Answer.Refused(refusal)
            : Answer.Nothing(await twoFactor.TurnOffAsync(asker.Caller, code, cancel));

    private static async Task<IResult> RecoveryCodesAsync(
        Body body,
        Asker asker,
        TwoFactor twoFactor,
        CancellationToken cancel
    ) =>
        Code(body).Refused(out var refusal, out var code)
            ? Answer.Refused(refusal)
            : Answer.Json(await twoFactor.RenewAsync(asker.Caller, code, cancel));

    private static async Task<IResult> TokensAsync(Asker asker, AccessTokens tokens, CancellationToken cancel) =>
        Answer.Value(new Listing<AccessToken>(await tokens.ListAsync(asker.Caller, cancel), null, null));

    private static async Task<IResult> MakeTokenAsync(
        Body body,
        Asker asker,
        AccessTokens tokens,
        CancellationToken cancel
    ) => Answer.Created(await tokens.MakeAsync(body.Fields, asker.Caller, cancel));

    private static async Task<IResult> RemoveTokenAsync(
        long id,
        Asker asker,
        AccessTokens tokens,
        CancellationToken cancel
    ) => Answer.Nothing(await tokens.RemoveAsync(id, asker.Caller, cancel));

    private static Outcome<string> Code(Body body)
    {
        if (TwoFactor.ReadCode(body.Fields) is null && !body.Fields.IsWrong("code"))
            body.Fields.Refuse("code", "This field is required.", "required");
        return body.Fields.Refusal is { } wrong ? wrong : TwoFactor.ReadCode(body.Fields)!;
    }
}
