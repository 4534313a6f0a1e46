// SPDX-License-Identifier: MIT
#pragma once

#include "session/Survey.h"

#include <QAbstractListModel>
#include <QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace lookaway {

class ThumbnailSource;

/// The pictures of a data set, all or those that pass a filter. A row is a pair of numbers; thumbnails are asked for
/// only when a view draws them, and come later by dataChanged().
class PictureListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole + 1, ///< QString
        ClassRole,                   ///< name of the class
        PartRole,                    ///< "train"
        ProblemRole,                 ///< why the picture cannot be decoded; empty = it can, as far as is known
    };

    struct Filter {
        int part = -1;     ///< index into Survey::parts; -1 = all
        int label = -1;    ///< -1 = all classes
        QString text = {}; ///< in the path below the data folder, any case
    };

    /// `thumbnails` must live as long as the model.
    explicit PictureListModel(ThumbnailSource* thumbnails, QObject* parent = nullptr);

    void setSurvey(std::shared_ptr<const Survey> survey);
    void setFilter(const Filter& filter);
    const Filter& filter() const { return m_filter; }
    /// Of all parts, filtered or not.
    int total() const;
    const SurveyPicture& picture(int row) const;
    const SurveyPart& part(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Display (file name), decoration (QPixmap; none yet or unreadable: invalid), tool tip, accessible text, and the
    /// roles above.
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row {
        std::uint32_t part;
        std::uint32_t picture;
    };
    void select();
    void onReady(const QByteArray& path, int row);
    QString description(int row) const;

    ThumbnailSource* m_thumbnails;
    std::shared_ptr<const Survey> m_survey;
    Filter m_filter;
    std::vector<Row> m_rows;
};

} // namespace lookaway
