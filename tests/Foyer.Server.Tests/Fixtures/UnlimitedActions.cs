using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>Budgets that never fill again, so that what one may do is a number and not a matter of speed.</summary>
public static class UnlimitedActions
{
    public static void Use(IServiceCollection services) =>
        services.AddSingleton(provider => new ActionLimiter(
            provider.GetRequiredService<Writer>(),
            provider.GetRequiredService<FoyerSettings>(),
            new StandingClock()
        ));

    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
