// SPDX-License-Identifier: MIT
#include "bridge/PictureListModel.h"

#include "bridge/ThumbnailSource.h"

#include <QFile>
#include <QPixmap>

#include <algorithm>
#include <string_view>

namespace lookaway {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// `needle` in lower case. ASCII letters match in any case, all other bytes exactly.
bool contains(std::string_view text, std::string_view needle)
{
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(), [](char a, char b) {
        return lower(a) == b;
    }) != text.end();
}

QString pathText(const std::string& path)
{
    return QFile::decodeName(QByteArray::fromStdString(path));
}

} // namespace

PictureListModel::PictureListModel(ThumbnailSource* thumbnails, QObject* parent)
    : QAbstractListModel(parent)
    , m_thumbnails(thumbnails)
{
    connect(thumbnails, &ThumbnailSource::ready, this, &PictureListModel::onReady);
}

void PictureListModel::setSurvey(std::shared_ptr<const Survey> survey)
{
    beginResetModel();
    m_thumbnails->cancelPending();
    m_survey = std::move(survey);
    m_filter = {};
    select();
    endResetModel();
}

void PictureListModel::setFilter(const Filter& filter)
{
    beginResetModel();
    m_thumbnails->cancelPending();
    m_filter = filter;
    select();
    endResetModel();
}

void PictureListModel::select()
{
    m_rows.clear();
    if (!m_survey)
        return;
    m_rows.reserve(static_cast<std::size_t>(total()));
    std::string text = QFile::encodeName(m_filter.text.trimmed()).toStdString();
    std::transform(text.begin(), text.end(), text.begin(), lower);
    const std::size_t root = m_survey->root.size();
    for (std::uint32_t part = 0; part < m_survey->parts.size(); ++part) {
        if (m_filter.part >= 0 && static_cast<std::uint32_t>(m_filter.part) != part)
            continue;
        const auto& pictures = m_survey->parts[part].pictures;
        for (std::uint32_t i = 0; i < pictures.size(); ++i) {
            const SurveyPicture& picture = pictures[i];
            if (m_filter.label >= 0 && picture.label != m_filter.label)
                continue;
            const bool below = picture.path.size() > root && picture.path.compare(0, root, m_survey->root) == 0;
            if (!text.empty() && !contains(std::string_view(picture.path).substr(below ? root : 0), text))
                continue;
            m_rows.push_back({ part, i });
        }
    }
}

int PictureListModel::total() const
{
    std::size_t count = 0;
    if (m_survey)
        for (const SurveyPart& part : m_survey->parts)
            count += part.pictures.size();
    return static_cast<int>(count);
}

const SurveyPart& PictureListModel::part(int row) const
{
    return m_survey->parts.at(m_rows.at(static_cast<std::size_t>(row)).part);
}

const SurveyPicture& PictureListModel::picture(int row) const
{
    return part(row).pictures.at(m_rows.at(static_cast<std::size_t>(row)).picture);
}

int PictureListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PictureListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const SurveyPicture& item = picture(row);
    switch (role) {
    case Qt::DisplayRole:
        return pathText(item.path.substr(item.path.find_last_of("/\\") + 1));
    case Qt::DecorationRole: {
        const auto* thumbnail = m_thumbnails->find(item.path, row);
        return thumbnail && !thumbnail->picture.isNull() ? QVariant(thumbnail->picture) : QVariant();
    }
    case ProblemRole: {
        const auto* thumbnail = m_thumbnails->find(item.path, row);
        return thumbnail ? thumbnail->problem : QString();
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return description(row);
    case PathRole:
        return pathText(item.path);
    case ClassRole:
        return QString::fromStdString(m_survey->classes.at(static_cast<std::size_t>(item.label)));
    case PartRole:
        return QString::fromStdString(part(row).name);
    default:
        return {};
    }
}

QString PictureListModel::description(int row) const
{
    const SurveyPicture& item = picture(row);
    const auto* thumbnail = m_thumbnails->find(item.path, row);
    QString text = tr("%1\nclass %2, part %3")
                       .arg(pathText(item.path),
                           QString::fromStdString(m_survey->classes.at(static_cast<std::size_t>(item.label))),
                           QString::fromStdString(part(row).name));
    if (thumbnail && !thumbnail->problem.isEmpty())
        text += QLatin1Char('\n') + thumbnail->problem;
    return text;
}

void PictureListModel::onReady(const QByteArray& path, int row)
{
    // The row may have been filtered away meanwhile.
    if (row < rowCount() && picture(row).path == path.toStdString())
        Q_EMIT dataChanged(index(row), index(row), { Qt::DecorationRole, ProblemRole, Qt::ToolTipRole });
}

} // namespace lookaway
