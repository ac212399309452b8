using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Web;

namespace Foyer.Server.Tests.Web;

public sealed class DateTextTests
{
    [Fact]
    public void Days_are_those_of_the_shared_cases()
    {
        var cases = Vectors.Read("days.json");
        cases.GetArrayLength().ShouldBeGreaterThan(2);
        foreach (var one in cases.EnumerateArray())
            DateText.Format(one.GetProperty("date").GetString()!).ShouldBe(one.GetProperty("text").GetString());
    }
}
