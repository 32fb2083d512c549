using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AlmCompliance.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ContentDigests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "ContentDigest",
                table: "Hosts",
                type: "BLOB",
                nullable: true);

            migrationBuilder.Sql("""
                UPDATE "Hosts" SET "ContentDigest" = (SELECT s."ContentDigest" FROM "Snapshots" s WHERE s."Id" = "Hosts"."CurrentSnapshotId")
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ContentDigest",
                table: "Hosts");
        }
    }
}
