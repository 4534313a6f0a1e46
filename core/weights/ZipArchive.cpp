// SPDX-License-Identifier: MIT
#include "weights/ZipArchive.h"

#include <zip.h>

#include <new>

namespace lookaway {

void ZipArchive::Closer::operator()(zip* archive) const
{
    zip_discard(archive);
}

ZipArchive::ZipArchive(zip* archive, std::string name)
    : m_archive(archive)
    , m_name(std::move(name))
{
}

static Error cannotOpen(zip_error_t& error, const std::string& name)
{
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    return damaged(name, "its zip archive cannot be read (" + why + ")");
}

Result<ZipArchive> ZipArchive::open(const std::filesystem::path& path)
{
    int code = 0;
    if (zip* archive = zip_open(path.c_str(), ZIP_RDONLY, &code))
        return ZipArchive(archive, path.string());
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    return cannotOpen(error, path.string());
}

Result<ZipArchive> ZipArchive::open(const FileBytes& file, const std::string& name)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(file.data.get(), file.size, 0, &error);
    if (!source)
        return cannotOpen(error, name);
    zip* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!archive) {
        zip_source_free(source);
        return cannotOpen(error, name);
    }
    return ZipArchive(archive, name);
}

std::vector<std::string> ZipArchive::names() const
{
    std::vector<std::string> all;
    const zip_int64_t count = zip_get_num_entries(m_archive.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(m_archive.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
        all.emplace_back(name ? name : "");
    }
    return all;
}

bool ZipArchive::contains(const std::string& entry) const
{
    return zip_name_locate(m_archive.get(), entry.c_str(), ZIP_FL_ENC_RAW) >= 0;
}

std::uint64_t ZipArchive::size(const std::string& entry) const
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    const bool known = zip_stat(m_archive.get(), entry.c_str(), ZIP_FL_ENC_RAW, &stat) == 0;
    return known && (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0;
}

Result<FileBytes> ZipArchive::read(const std::string& entry, Budget& budget) const
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(m_archive.get(), entry.c_str(), ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
        return damaged(m_name, "its part '" + entry + "' is missing");
    if (!budget.take(stat.size))
        return tooLarge(m_name);
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
        zip_fopen_index(m_archive.get(), stat.index, 0), &zip_fclose);
    std::shared_ptr<std::byte> buffer(new (std::nothrow) std::byte[stat.size], std::default_delete<std::byte[]>());
    if (!file || !buffer)
        return damaged(m_name, "its part '" + entry + "' cannot be opened");
    zip_uint64_t done = 0;
    while (done < stat.size) {
        const zip_int64_t got = zip_fread(file.get(), buffer.get() + done, stat.size - done);
        if (got <= 0)
            return damaged(m_name, "its part '" + entry + "' cannot be unpacked");
        done += static_cast<zip_uint64_t>(got);
    }
    std::byte more;
    if (zip_fread(file.get(), &more, 1) != 0) // the end: libzip compares the checksum here
        return damaged(m_name, "its part '" + entry + "' has a wrong checksum or length");
    return FileBytes{ buffer, stat.size };
}

} // namespace lookaway
