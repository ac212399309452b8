using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Web;

namespace Foyer.Server.Tests.Web;

public sealed class DateTextTests
{
    [Fact]
    public void Days_are_those_of_the_shared_cases()
    {
        foreach (var one in Vectors.Read("days.json").EnumerateArray())
            DateText.Format(one.GetProperty("date").GetString()!).ShouldBe(one.GetProperty("text").GetString());
    }
}
