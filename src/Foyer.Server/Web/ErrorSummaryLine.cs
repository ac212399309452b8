using System.Text.Encodings.Web;
using Foyer.Protocol;
using Microsoft.AspNetCore.Html;

namespace Foyer.Server.Web;

/// <summary>
/// One error in the summary above a form, with a link to its field. It is placed before the fields and rendered after them, since
/// only they know their labels.
/// </summary>
public sealed class ErrorSummaryLine(Form form, Error error) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var label = error.Attr is null ? null : form.Label(error.Attr);
        if (label is null)
        {
            encoder.Encode(writer, error.Detail);
            return;
        }
        writer.Write("<a href=\"#");
        encoder.Encode(writer, label.Id);
        writer.Write("\">");
        encoder.Encode(writer, $"{label.Text}: {error.Detail}");
        writer.Write("</a>");
    }
}
