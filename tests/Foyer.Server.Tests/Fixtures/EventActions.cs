namespace Foyer.Server.Tests.Fixtures;

/// <summary>What people do with events, over REST.</summary>
public static class EventActions
{
    /// <summary>Plans a public event in the far future and returns its id.</summary>
    public static async Task<string> PlanAsync(this Person host, string title = "Tea")
    {
        var planned = new
        {
            title,
            description = $"{title} for all",
            date = "2035-01-01",
            visibility = "public",
        };
        return (await host.PostAsync("/api/events", planned)).ShouldBe(201).Json.GetProperty("id").GetString()!;
    }
}
