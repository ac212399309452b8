using System.Globalization;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Foyer.Server.Gateways.Http;

/// <summary>
/// WebAuthn ceremonies: creates challenges and verifies the responses of devices. The framework's handler checks the signatures;
/// the state in between is stored in the database and can be used once.
/// </summary>
internal sealed class PasskeyCeremony
{
    private static readonly Refusal NeedsName = Refusal.Conflict(
        "no_host_name",
        "Passkeys need an address with a name, such as localhost or chat.example.org."
    );
    private static readonly Refusal Wrong = Refusal.Invalid(
        "credential",
        "This is not what was asked for, or it came too late. Try again."
    );

    private readonly PasskeyChallenges challenges;
    private readonly UserManager<Account> people;
    private readonly PasskeyHandler<Account> handler;

    public PasskeyCeremony(Database database, PasskeyChallenges challenges, IServiceProvider services)
    {
        this.challenges = challenges;
        people = new UserManager<Account>(
            new PasskeyStore(database),
            Options.Create(new IdentityOptions()),
            new PasswordHasher<Account>(),
            [],
            [],
            new UpperInvariantLookupNormalizer(),
            new IdentityErrorDescriber(),
            services,
            services.GetRequiredService<ILogger<UserManager<Account>>>()
        );
        handler = new PasskeyHandler<Account>(
            people,
            Options.Create(
                new IdentityPasskeyOptions
                {
                    // The device verifies the user by fingerprint, face or PIN, so the passkey replaces password and second
                    // factor.
                    UserVerificationRequirement = "required",
                    ResidentKeyRequirement = "required",
                    AttestationConveyancePreference = "none",
                }
            )
        );
    }

    /// <summary>Returns the options for a device that will create a new passkey of the account.</summary>
    public async Task<Outcome<PasskeyQuestion>> AskToAddAsync(
        HttpContext http,
        Account account,
        CancellationToken cancel
    )
    {
        if (!HasName(http))
            return NeedsName;
        var entity = new PasskeyUserEntity
        {
            Id = account.Id.ToString(CultureInfo.InvariantCulture),
            Name = account.Username,
            DisplayName = account.Username,
        };
        var asked = await handler.MakeCreationOptionsAsync(entity, http);
        return await KeepAsync(asked.CreationOptionsJson, asked.AttestationState!, account.Id, cancel);
    }

    public async Task<Outcome<PasskeyRow>> CheckAddedAsync(
        HttpContext http,
        Caller caller,
        PasskeyAnswer answer,
        CancellationToken cancel
    )
    {
        if (await challenges.ConsumeAsync(answer.Challenge, caller.User, cancel) is not { } state)
            return Wrong;
        var result = await handler.PerformAttestationAsync(
            new PasskeyAttestationContext
            {
                HttpContext = http,
                CredentialJson = answer.Credential,
                AttestationState = state,
            }
        );
        return result.Succeeded ? PasskeyStore.ToRow(result.Passkey, caller.User, answer.Name) : Wrong;
    }

    /// <summary>Returns the options for a sign-in with any passkey; the user is not known yet.</summary>
    public async Task<Outcome<PasskeyQuestion>> AskToEnterAsync(HttpContext http, CancellationToken cancel)
    {
        if (!HasName(http))
            return NeedsName;
        var asked = await handler.MakeRequestOptionsAsync(null, http);
        return await KeepAsync(asked.RequestOptionsJson, asked.AssertionState!, null, cancel);
    }

    public async Task<Outcome<PasskeyRow>> CheckEnteredAsync(
        HttpContext http,
        PasskeyAnswer answer,
        CancellationToken cancel
    )
    {
        if (await challenges.ConsumeAsync(answer.Challenge, null, cancel) is not { } state)
            return Wrong;
        var result = await handler.PerformAssertionAsync(
            new PasskeyAssertionContext
            {
                HttpContext = http,
                CredentialJson = answer.Credential,
                AssertionState = state,
            }
        );
        return result.Succeeded ? PasskeyStore.ToRow(result.Passkey, result.User.Id, answer.Name) : SignIn.Wrong;
    }

    private static bool HasName(HttpContext http) => Uri.CheckHostName(http.Request.Host.Host) == UriHostNameType.Dns;

    private async Task<Outcome<PasskeyQuestion>> KeepAsync(
        string options,
        string state,
        long? user,
        CancellationToken cancel
    ) =>
        (await challenges.SaveAsync(state, user, cancel)).Refused(out var refusal, out var id)
            ? refusal
            : new PasskeyQuestion(id, JsonDocument.Parse(options).RootElement);
}

/// <param name="Challenge">Must be sent back with the response.</param>
/// <param name="Options">The options for <c>navigator.credentials</c>, in the JSON form of WebAuthn.</param>
internal sealed record PasskeyQuestion(string Challenge, JsonElement Options);

/// <param name="Credential">The result of <c>navigator.credentials</c>, as JSON.</param>
/// <param name="Name">The owner's name for a new passkey.</param>
internal sealed record PasskeyAnswer(string Challenge, string Credential, string Name);
