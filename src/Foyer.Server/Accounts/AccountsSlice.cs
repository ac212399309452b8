using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

public static class AccountsSlice
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton(provider => Tokens.From(provider.GetRequiredService<DataFolder>()));
        services.AddSingleton(provider => new Passwords(provider.GetRequiredService<DataFolder>().Secret("pepper")));
        services.AddSingleton<Mail.MailboxKey>(MailAddresses.Key);
        services.AddSingleton<Spending>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<Reauthentication>();
        services.AddSingleton<EmailUndos>();
        services.AddSingleton<Confirmation>();
        services.AddSingleton<Registration>();
        services.AddSingleton<People>();
        services.AddSingleton<PasswordChange>();
        services.AddSingleton<PasswordReset>();
        services.AddSingleton<Appearance>();
        services.AddSingleton<ProfileEdit>();
        services.AddSingleton<Friends>();
        services.AddSingleton<Blocks>();
        services.AddSingleton(provider => new Unsubscribing(
            provider.GetRequiredService<Writer>(),
            provider.GetRequiredService<FoyerSettings>(),
            provider.GetRequiredService<DataFolder>().Secret("unsubscribe")
        ));
        services.AddSingleton<Avatars>();
        services.AddSingleton<TwoFactor>();
        services.AddSingleton<Passkeys>();
        services.AddSingleton<Challenges>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<Approval>();
        services.AddSingleton<Expiry>();
        services.AddHostedService(provider => provider.GetRequiredService<Expiry>());
    }
}
