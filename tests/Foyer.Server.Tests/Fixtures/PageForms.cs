namespace Foyer.Server.Tests.Fixtures;

/// <summary>Forms of pages, as a browser without scripts sends them.</summary>
public static class PageForms
{
    private const string Mark = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";

    /// <summary>Fills in a form of the page, with what makes it the server's own.</summary>
    /// <param name="path">The action of the form; the page itself is the part before the handler.</param>
    public static async Task<Reply> FillInAsync(
        this Person person,
        string path,
        params (string Name, string Value)[] fields
    )
    {
        var page = (await person.GetAsync(path.Split("handler=")[0].TrimEnd('?', '&'))).ShouldBe(200).Text;
        var start = page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        start.ShouldBeGreaterThan(Mark.Length);
        var form = fields.Append(("__RequestVerificationToken", page[start..page.IndexOf('"', start)]));
        return await person.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(
                    form.Select(field => KeyValuePair.Create(field.Item1, field.Item2))
                ),
            }
        );
    }
}
