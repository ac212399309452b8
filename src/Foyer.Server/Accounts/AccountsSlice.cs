using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

public static class AccountsSlice
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton(provider => SessionTokens.From(provider.GetRequiredService<DataFolder>()));
        services.AddSingleton(provider => new Passwords(provider.GetRequiredService<DataFolder>().Secret("pepper")));
        services.AddSingleton<Mail.MailboxKey>(EmailAddresses.Key);
        services.AddSingleton<ActionLimiter>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<PasswordVerification>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<Reauthentication>();
        services.AddSingleton<EmailUndos>();
        services.AddSingleton<ConfirmationLinks>();
        services.AddSingleton<EmailConfirmations>();
        services.AddSingleton<Registrations>();
        services.AddSingleton<PasswordChanges>();
        services.AddSingleton<PasswordResets>();
        services.AddSingleton<TwoFactor>();
        services.AddSingleton<Passkeys>();
        services.AddSingleton<PasskeyChallenges>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<RegistrationInvitations>();
        services.AddSingleton<RegistrationApprovals>();
        services.AddSingleton<LoadTestAccounts>();
        services.AddSingleton<ExpiryJob>();
        services.AddHostedService(provider => provider.GetRequiredService<ExpiryJob>());
    }
}
