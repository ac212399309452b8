using Foyer.Server.Gateways.Http.Middleware;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Foyer.Server.Tests.Gateways.Http.Middleware;

/// <summary>When the machine has more to do than it can, visitors wait first.</summary>
public sealed class OverloadMiddlewareTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/event-overview")]
    [InlineData("/docs/api")]
    [InlineData("/api/events")]
    [InlineData("/nothing")]
    public async Task Visitors_get_503_with_the_seconds_to_wait_and_people_who_are_signed_in_get_their_answer(
        string path
    )
    {
        var waiting = 0L;
        await using var server = await TestServer.StartAsync(services =>
            services.AddSingleton(new ThreadPoolQueue(() => waiting))
        );
        using var ada = await server.RegisterAsync("ada");
        using var user = server.Stranger();
        var usual = (await user.GetAsync(path)).Status;
        waiting = 100_000;

        var refused = await user.GetAsync(path);
        refused.ShouldRefuse(503, "overloaded");
        refused.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await ada.GetAsync(path)).ShouldBe(usual);
        (await user.GetAsync("/health/live")).ShouldBe(200);
        (await user.GetAsync("/health/ready")).ShouldBe(200);

        waiting = 0;
        (await user.GetAsync(path)).ShouldBe(usual);
    }

    /// <summary>The page behind a status that is no success is rendered for the request that failed, form and all.</summary>
    [Theory]
    [InlineData("code=200")]
    [InlineData("code=0")]
    public async Task A_form_does_not_choose_the_status_of_its_error_page(string form)
    {
        await using var server = await TestServer.StartAsync();
        using var user = server.Stranger();
        var usual = (await user.PostAsync("/nothing")).Status;
        usual.ShouldBeInRange(404, 405);
        (await user.PostTextAsync("/nothing", form, "application/x-www-form-urlencoded")).ShouldBe(usual);
    }
}
