using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.OpenStack.Compute;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>OS::Heat::MultipartMime — several texts in one MIME message, to be an instance's user data.</summary>
public sealed class MultipartMime : SoftwareConfigResource
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::MultipartMime")
    {
        Description = "Several texts in one MIME message.",
        Support = SupportStatus.Since("2014.1"),
        Properties =
        [
            SoftwareConfigSchema.Group.Since("14.0.0"),
            Property.ListOfMaps("parts", "The texts.",
                Property.Text("config", "The text, or the id of a software configuration.").Required(),
                Property.Text("filename", "The name of the part."),
                Property.Text("subtype", "What kind of text it is, such as x-shellscript."),
                Property.Text("type", "Whether the text is one part, or a MIME message whose parts are taken.").OneOf("text", "multipart").DefaultsTo("text")).DefaultsTo(ListValue.Empty),
        ],
        Attributes = [ConfigAttribute],
    };

    private protected override async Task<MapValue> BodyAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var parts = new List<MimePart>();
        foreach (var part in resource.Properties.Get("parts").Maps())
        {
            var text = await TextAsync(resource, part.Text("config") ?? "", cancellation);
            if (part.Text("type") == "multipart" && MimeMessage.Split(text) is { } inner)
                parts.AddRange(inner.Select(each => part.Text("filename") is { } name ? each with { FileName = name } : each));
            else
                parts.Add(new MimePart(part.Text("filename") ?? "", part.Text("subtype") ?? "plain", text));
        }

        return MapValue.Of(("config", MimeMessage.Of(parts)), ("group", resource.Properties.Get("group")));
    }

    private static async Task<string> TextAsync(ResourceContext resource, string text, CancellationToken cancellation) =>
        Guid.TryParse(text, out _) && await ConfigStore.FindAsync(resource, text, cancellation) is { } config ? ValueText.Plain(config.Get("config")) : text;
}
