// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/PictureListModel.h"
#include "bridge/ThumbnailSource.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;

namespace lookaway {

class TileView;

/// The pictures of a data set as thumbnails, filtered by part, class and text.
class PictureBrowser : public QWidget {
    Q_OBJECT

public:
    explicit PictureBrowser(QWidget* parent = nullptr);

    void setSurvey(std::shared_ptr<const Survey> survey);
    /// -1 = all classes.
    void showClass(int label);
    const PictureListModel& model() const { return *m_model; }

Q_SIGNALS:
    /// The current picture: a row of model(), or -1 for none.
    void pictureChosen(int row);
    /// Double click or Enter.
    void pictureOpened(int row);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeFilterRow();
    void applyFilter();
    void updateCount();

    ThumbnailSource* m_thumbnails;
    PictureListModel* m_model;
    TileView* m_view;
    QComboBox* m_part = nullptr;
    QComboBox* m_class = nullptr;
    QLineEdit* m_text = nullptr;
    QLabel* m_count = nullptr;
    QTimer m_typing;
};

} // namespace lookaway
