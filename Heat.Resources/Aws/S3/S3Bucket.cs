using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.OpenStack.ObjectStorage;

namespace Heat.Resources.Aws.S3;

/// <summary>AWS::S3::Bucket — a container of objects in the words of S3. API: Object Storage v1.</summary>
public sealed class S3Bucket : ContainerResource
{
    private const string Everybody = ".r:*";
    private const string Website = "WebsiteConfiguration";

    public override ResourceSchema Schema { get; } = new("AWS::S3::Bucket")
    {
        Description = "A container of objects.",
        Service = "object-store",
        Properties =
        [
            Property.Text("AccessControl", "Who may read and write the objects.").OneOf("Private", "PublicRead", "PublicReadWrite", "AuthenticatedRead", "BucketOwnerRead", "BucketOwnerFullControl"),
            AwsTags.Schema,
            Property.Map(Website, "How the bucket is shown as a web site.",
                Property.Text("ErrorDocument", "What is shown when something is wrong."),
                Property.Text("IndexDocument", "What is shown of a folder.")),
        ],
        Attributes =
        [
            Attribute.Text(DomainName, "The name of the host that serves the bucket."),
            Attribute.Text(WebsiteUrl, "The address of the bucket."),
        ],
    };

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (await ObjectsAsync(resource, cancellation) is { Count: > 0 })
            throw new ResourceException("ResourceActionNotSupported", $"The bucket you tried to delete is not empty ({resource.PhysicalId}). is not supported for resource.");
        await DeleteContainerAsync(resource, cancellation);
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var account = await Store(resource).AccountAddressAsync(cancellation);
        return MapValue.Of((DomainName, account.Host), (WebsiteUrl, $"{account.AbsoluteUri.TrimEnd('/')}/{resource.PhysicalId}"));
    }

    private protected override IReadOnlyList<(string Name, string Value)> Headers(ResourceContext resource)
    {
        var access = resource.Properties.Text("AccessControl");
        var owner = Store(resource).Owner;
        var reader = access switch { "PublicRead" or "PublicReadWrite" => Everybody, "AuthenticatedRead" => resource.Cloud.ProjectId, _ => owner };
        return
        [
            .. Facts("X-Container-Meta-S3-Tag-", AwsTags.ToMap(resource.Properties.Get(AwsTags.Name))),
            .. Pages(resource.Properties.Get(Website).AsMap() ?? MapValue.Empty),
            ("X-Container-Read", reader),
            ("X-Container-Write", access == "PublicReadWrite" ? Everybody : owner),
        ];
    }

    private static IEnumerable<(string Name, string Value)> Pages(MapValue website) =>
        Facts("X-Container-Meta-Web-", MapValue.Of(("Index", website.Get("IndexDocument")), ("Error", website.Get("ErrorDocument"))).WithoutNulls());
}
